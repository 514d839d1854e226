using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Relationships;

/// <summary>Relationship and its costs (C10), decision chain (C11), account plan (C12).</summary>
internal static class RelationshipsMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Relationship>(relationship =>
        {
            relationship.ToTable("Relationships");
            relationship.Property(r => r.Answers).IsJson(400);
            relationship.Property(r => r.Bonds).IsJson();
            relationship.Property(r => r.Note).HasMaxLength(2000);
            relationship.Ignore(r => r.Verdict);
            relationship.HasIndex(r => r.CustomerId).IsUnique();
        });
        model.Entity<RelationshipCost>(cost =>
        {
            cost.ToTable("RelationshipCosts").HasKey(c => c.Key);
            cost.Property(c => c.Note).HasMaxLength(400);
            cost.Property(c => c.By).HasMaxLength(100);
            cost.HasIndex(c => c.SourceId).IsUnique();
            cost.HasIndex(c => new { c.CustomerId, c.At });
        });
        model.Entity<DecisionChain>(chain =>
        {
            chain.ToTable("DecisionChains");
            chain.Property(c => c.Members).IsJson();
            chain.Property(c => c.Factors).IsJson();
            chain.HasIndex(c => c.CustomerId).IsUnique();
        });
        model.Entity<AccountPlan>(plan =>
        {
            plan.ToTable("AccountPlans");
            plan.Property(p => p.Content).IsJson();
            plan.Property(p => p.MadeBy).HasMaxLength(100);
            plan.HasIndex(p => p.CustomerId).IsUnique();
        });
    }
}
