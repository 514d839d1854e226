using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Loyalty;

internal static class LoyaltyMap
{
    public const int LongestReference = 120;

    public static void Build(ModelBuilder model)
    {
        model.Entity<LoyaltyProgramme>().ToTable("LoyaltyProgramme");
        model.Entity<PointsLot>(lot =>
        {
            lot.ToTable("PointsLots");
            lot.HasIndex(l => new { l.CustomerId, l.ExpiresAt });
            // What is used up is never looked for by time: the index of the expiry pass holds open lots only.
            lot.HasIndex(l => l.ExpiresAt).HasFilter("\"Remaining\" > 0");
        });
        model.Entity<PointsTransaction>(transaction =>
        {
            transaction.ToTable("PointsTransactions");
            transaction.Property(t => t.Reference).HasMaxLength(LongestReference);
            transaction.Property(t => t.By).HasMaxLength(100);
            transaction.Property(t => t.RewardCode).HasMaxLength(60);
            transaction.HasIndex(t => t.Reference).IsUnique();
            transaction.HasIndex(t => new { t.CustomerId, t.Key });
            transaction.OwnsMany(t => t.Postings, posting =>
            {
                posting.ToTable("PointsPostings");
                posting.WithOwner().HasForeignKey(p => p.TransactionKey).HasPrincipalKey(t => t.Key);
                posting.HasKey(p => p.Key);
                posting.HasIndex(p => p.CustomerId);
                posting.HasIndex(p => new { p.Account, p.Amount });
            });
            transaction.Navigation(t => t.Postings).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<PointsUse>(use =>
        {
            use.ToTable("PointsUses").HasKey(u => new { u.TransactionId, u.LotId });
            use.HasIndex(u => u.LotId);
        });
        Registers(model);
    }

    private static void Registers(ModelBuilder model)
    {
        model.Entity<LoyaltyTier>(tier =>
        {
            tier.ToTable("LoyaltyTiers");
            tier.Property(t => t.Code).HasMaxLength(60);
            tier.Property(t => t.Name).HasMaxLength(100);
            tier.Property(t => t.Benefits).HasMaxLength(2000);
            tier.HasIndex(t => t.Code).IsUnique();
        });
        model.Entity<LoyaltyPartner>(partner =>
        {
            partner.ToTable("LoyaltyPartners");
            partner.Property(p => p.Code).HasMaxLength(60);
            partner.HasIndex(p => p.Code).IsUnique();
        });
        model.Entity<LoyaltyReward>(reward =>
        {
            reward.ToTable("LoyaltyRewards");
            reward.Property(r => r.Code).HasMaxLength(60);
            reward.Property(r => r.Tier).HasMaxLength(60);
            reward.Property(r => r.Partner).HasMaxLength(60);
            reward.HasIndex(r => r.Code).IsUnique();
        });
        model.Entity<LoyaltyOffer>(offer =>
        {
            offer.ToTable("LoyaltyOffers");
            offer.Property(o => o.Code).HasMaxLength(60);
            offer.Property(o => o.Tier).HasMaxLength(60);
            offer.Property(o => o.Partner).HasMaxLength(60);
            offer.Property(o => o.Text).HasMaxLength(4000);
            offer.HasIndex(o => o.Code).IsUnique();
        });
        model.Entity<OfferResponse>(response =>
        {
            response.ToTable("OfferResponses");
            response.Property(r => r.By).HasMaxLength(100);
            response.HasIndex(r => new { r.OfferId, r.CustomerId });
            response.HasIndex(r => r.CustomerId);
        });
    }
}
