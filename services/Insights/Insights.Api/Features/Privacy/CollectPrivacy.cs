using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Privacy;

/// <summary>C20: everything held on a customer, its own and that of files merged into it, readable by whom it is about.</summary>
internal sealed class CollectPrivacy(InsightsDb db, CurrentGeneration current) : IPrivacySource
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<object>>> CollectAsync(Guid customerId, CancellationToken cancellationToken)
    {
        await current.EnterAsync(db, cancellationToken);
        var sections = new Dictionary<string, IReadOnlyList<object>>();
        var own = await db.CustomerNumbers.AsNoTracking().Where(n => n.Id == customerId).Select(n => (long?)n.No).SingleOrDefaultAsync(cancellationToken);
        if (own is not { } no) return sections;
        long[] numbers = [.. await db.All<CustomerRow>().Where(c => c.No == no || c.SurvivorNo == no).Select(c => c.No).ToListAsync(cancellationToken)];

        sections["customer"] = [.. await db.All<CustomerRow>().Where(c => numbers.Contains(c.No))
            .Select(c => new { c.Id, c.Name, c.Kind, c.Role, c.Channel, c.OwnerId, c.Team, c.Grade, c.Stage, c.Class, c.Zone, c.Status, c.Source, c.ReferredBy, c.Region, c.CreatedAt, c.Cooperation, c.Loyalty, c.Erased })
            .ToListAsync(cancellationToken)];
        sections["purchases"] = [.. await db.All<PurchaseRow>().Where(p => numbers.Contains(p.CustomerNo)).OrderBy(p => p.At)
            .Select(p => new { p.OrderNumber, p.At, p.Lines, p.Sales, p.Refunds, p.Items }).ToListAsync(cancellationToken)];
        sections["scores"] = [.. await db.All<LedgerRow>().Where(l => numbers.Contains(l.CustomerNo)).Select(l => new { l.Orders, l.Net, l.R, l.F, l.M, l.Segment }).ToListAsync(cancellationToken)];
        sections["activities"] = [.. await Of(db.All<ActivityRow>(), numbers).OrderBy(a => a.At).Select(a => new { a.Id, a.Kind, a.At, a.State, a.Purpose, a.OwnerId, a.Minutes }).ToListAsync(cancellationToken)];
        sections["leads"] = [.. await Of(db.All<LeadRow>(), numbers).Select(l => new { l.Id, l.Source, l.State, l.Campaign, l.EnteredAt, l.ClosedAt, l.Loss, l.OwnerId }).ToListAsync(cancellationToken)];
        sections["opportunities"] = [.. await Of(db.All<OpportunityRow>(), numbers).Select(o => new { o.Id, o.State, o.Stage, o.Amount, o.CreatedAt, o.ClosedAt, o.OwnerId }).ToListAsync(cancellationToken)];
        sections["tasks"] = [.. await Of(db.All<TaskRow>(), numbers).Select(t => new { t.Id, t.Origin, t.State, t.DueAt, t.DoneAt, t.AssigneeId }).ToListAsync(cancellationToken)];
        sections["contracts"] = [.. await Of(db.All<ContractRow>(), numbers).Select(c => new { c.Id, c.At, c.Amount }).ToListAsync(cancellationToken)];
        sections["responses"] = [.. await Of(db.All<ResponseRow>(), numbers).Select(r => new { r.CampaignId, r.Response, r.At }).ToListAsync(cancellationToken)];
        sections["complaints"] = [.. await Of(db.All<ComplaintRow>(), numbers).Select(c => new { c.Id, c.Number, c.Category, c.Cause, c.Severity, c.State, c.OpenedAt, c.ClosedAt }).ToListAsync(cancellationToken)];
        sections["grumbles"] = [.. await Of(db.All<GrumbleRow>(), numbers).Select(g => new { g.Id, g.At }).ToListAsync(cancellationToken)];
        sections["remedies"] = [.. await Of(db.All<RemedyRow>(), numbers).Select(r => new { r.Id, r.Kind, r.Amount, r.Currency, r.At }).ToListAsync(cancellationToken)];
        sections["answers"] = [.. await Of(db.All<AnswerRow>(), numbers).Select(a => new { a.SurveyId, a.Metric, a.Score, a.Occasion, a.Items, a.At }).ToListAsync(cancellationToken)];
        sections["classes"] = [.. await db.Classes.AsNoTracking().Where(c => numbers.Contains(c.CustomerNo)).Select(c => new { c.Class, c.Year, c.Sales, c.ReasonEn, c.AsOf }).ToListAsync(cancellationToken)];
        sections["zones"] = [.. await db.Zones.AsNoTracking().Where(z => numbers.Contains(z.CustomerNo)).Select(z => new { z.Zone, z.Value, z.ReasonEn, z.Since }).ToListAsync(cancellationToken)];
        sections["values"] = [.. await db.Values.IgnoreQueryFilters().AsNoTracking().Where(v => numbers.Contains(v.CustomerNo))
            .Select(v => new { v.Alive, v.Purchases, v.Transaction, v.Referral, v.Growth, v.Knowledge, v.Total, v.Segment }).ToListAsync(cancellationToken)];
        sections["warnings"] = [.. await db.Warnings.AsNoTracking().Where(w => numbers.Contains(w.CustomerNo)).Select(w => new { w.Id, w.At, w.Probability, w.ValueAtRisk, w.Reasons, w.HeldBack }).ToListAsync(cancellationToken)];
        sections["interventions"] = [.. await Of(db.All<InterventionRow>(), numbers).Select(i => new { i.Id, i.Outcome, i.By, i.At }).ToListAsync(cancellationToken)];
        sections["handovers"] = [.. await Of(db.All<HandoverRow>(), numbers).OrderBy(h => h.At).Select(h => new { h.At, h.FromTeam, h.FromOwner, h.ToTeam, h.ToOwner }).ToListAsync(cancellationToken)];
        sections["clusters"] = [.. await db.ClusterMembers.AsNoTracking().Where(m => numbers.Contains(m.CustomerNo)).Select(m => new { m.Cluster }).ToListAsync(cancellationToken)];
        sections["wallet"] = [.. await db.Wallets.AsNoTracking().Where(w => numbers.Contains(w.CustomerNo)).Select(w => new { w.YearlySpend, w.Source }).ToListAsync(cancellationToken)];
        return sections.Where(s => s.Value.Count > 0).ToDictionary();
    }

    private static IQueryable<THeld> Of<THeld>(IQueryable<THeld> rows, long[] numbers) where THeld : ThingRow => rows.Where(row => row.CustomerNo != null && numbers.Contains(row.CustomerNo!.Value));
}
