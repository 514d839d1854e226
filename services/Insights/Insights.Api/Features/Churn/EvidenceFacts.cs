using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Churn;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Churn;

/// <summary>The raw facts on one customer number.</summary>
internal sealed class EvidenceFacts
{
    /// <summary>In the order of orders and their parts.</summary>
    public List<(string Order, int Day, long Net, bool Sale)> Ledger { get; } = [];

    public List<int> Contacts { get; } = [];

    public List<int> Complaints { get; } = [];

    public int OpenComplaints { get; private set; }

    public List<SatisfactionAnswer> Answers { get; } = [];

    public ValueRow? Value { get; private set; }

    public bool Live { get; private set; }

    /// <summary>Of the customers in a range of numbers, or of those named, until a day; nothing on whom nothing is known.</summary>
    public static async Task<Dictionary<long, EvidenceFacts>> ReadAsync(
        InsightsDb db, long from, long to, long[]? named, int until, long? valueRun, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<long, EvidenceFacts>();
        EvidenceFacts Of(long customer)
        {
            if (!facts.TryGetValue(customer, out var known)) facts.Add(customer, known = new EvidenceFacts());
            return known;
        }
        var purchases = db.All<PurchaseRow>().Where(p => p.Day <= until);
        purchases = named is null ? purchases.Where(p => p.CustomerNo >= from && p.CustomerNo < to) : purchases.Where(p => EF.Parameter(named).Contains(p.CustomerNo));
        foreach (var p in await purchases.OrderBy(p => p.CustomerNo).ThenBy(p => p.OrderNumber).ThenBy(p => p.Ordinal)
            .Select(p => new { p.CustomerNo, p.OrderNumber, p.Day, Net = p.Sales - p.Refunds, Sale = p.SaleLines > 0, p.Imported }).ToListAsync(cancellationToken))
        {
            var of = Of(p.CustomerNo);
            of.Ledger.Add((p.OrderNumber, p.Day, p.Net, p.Sale));
            of.Live |= !p.Imported;
        }
        var contacts = In(db.All<ActivityRow>(), from, to, named).Where(a => a.Day <= until && a.Reached);
        foreach (var a in await contacts.Select(a => new { a.CustomerNo, a.Day, a.Imported }).ToListAsync(cancellationToken))
        {
            var of = Of(a.CustomerNo!.Value);
            of.Contacts.Add(a.Day);
            of.Live |= !a.Imported;
        }
        var complaints = In(db.ComplaintsOfCustomers, from, to, named).Where(c => c.Day <= until);
        foreach (var c in await complaints.Select(c => new { c.CustomerNo, c.Day, c.State, c.Imported }).ToListAsync(cancellationToken))
        {
            var of = Of(c.CustomerNo!.Value);
            of.Complaints.Add(c.Day);
            of.OpenComplaints += c.State == "closed" ? 0 : 1;
            of.Live |= !c.Imported;
        }
        var answers = In(db.All<AnswerRow>(), from, to, named).Where(a => a.Day <= until && a.ScaleMax > a.ScaleMin);
        foreach (var a in await answers.Select(a => new { a.CustomerNo, a.Day, a.Metric, a.Score, a.ScaleMin, a.ScaleMax }).ToListAsync(cancellationToken))
            if (facts.TryGetValue(a.CustomerNo!.Value, out var of)) of.Answers.Add(new SatisfactionAnswer(DateOnly.FromDayNumber(a.Day), (double)(a.Score - a.ScaleMin) / (a.ScaleMax - a.ScaleMin)));
        if (valueRun is not { } run) return facts;
        var values = db.Values.IgnoreQueryFilters().AsNoTracking().Where(v => v.RunKey == run);
        values = named is null ? values.Where(v => v.CustomerNo >= from && v.CustomerNo < to) : values.Where(v => EF.Parameter(named).Contains(v.CustomerNo));
        foreach (var value in await values.ToListAsync(cancellationToken))
            if (facts.TryGetValue(value.CustomerNo, out var of)) of.Value = value;
        return facts;
    }

    /// <summary>The facts on a merged customer and its survivor are facts on one.</summary>
    public static EvidenceFacts Together(IEnumerable<EvidenceFacts> members)
    {
        var all = new EvidenceFacts();
        foreach (var member in members)
        {
            all.Ledger.AddRange(member.Ledger);
            all.Contacts.AddRange(member.Contacts);
            all.Complaints.AddRange(member.Complaints);
            all.Answers.AddRange(member.Answers);
            all.OpenComplaints += member.OpenComplaints;
            all.Value ??= member.Value;
            all.Live |= member.Live;
        }
        return all;
    }

    private static IQueryable<TFact> In<TFact>(IQueryable<TFact> rows, long from, long to, long[]? named) where TFact : ThingRow =>
        named is null ? rows.Where(row => row.CustomerNo >= from && row.CustomerNo < to) : rows.Where(row => row.CustomerNo != null && EF.Parameter(named).Contains(row.CustomerNo!.Value));
}
