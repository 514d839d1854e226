using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Funnel;

public enum QuoteKind
{
    [Names("Quote", "报价", "報價")] Quote,
    [Names("Proposal", "方案", "方案")] Proposal,
}

public enum QuoteState
{
    [Names("Draft", "草稿", "草稿")] Draft,
    [Names("Sent", "已发送", "已發送")] Sent,
    [Names("Accepted", "已接受", "已接受")] Accepted,
    [Names("Declined", "已拒绝", "已拒絕")] Declined,
    [Names("Withdrawn", "已撤回", "已撤回")] Withdrawn,
}

/// <summary>One line of a quote; the price is one unit's before discount.</summary>
/// <param name="UnitPriceMinor">Minor units of the quote's currency.</param>
/// <param name="DiscountBasisPoints">100 is one percent.</param>
public sealed record QuoteLine(
    [property: Required, StringLength(200, MinimumLength = 1)] string Description,
    [property: Range(1, 1_000_000_000)] long Quantity,
    [property: Range(0, 1_000_000_000_000)] long UnitPriceMinor,
    [property: Range(0, 10_000)] int DiscountBasisPoints = 0,
    [property: StringLength(60)] string? ProductCode = null)
{
    private const int Whole = 10_000;

    /// <summary>Rounded once for the line, half away from zero.</summary>
    internal Int128 TotalMinor => RateTable.DivideHalfAway((Int128)Quantity * UnitPriceMinor * (Whole - DiscountBasisPoints), Whole);
}

/// <summary>E8: a quote or proposal. A sent one is never changed; the next one gets the next number.</summary>
internal sealed class Quote : CustomerThing, IHasHistory
{
    private Quote() { }

    public Guid OpportunityId { get; private set; }

    /// <summary>Counts the quotes of an opportunity, from 1.</summary>
    public int Number { get; private set; }

    public QuoteKind Kind { get; private set; }

    public QuoteState State { get; private set; }

    public string Currency { get; private set; } = "";

    public IReadOnlyList<QuoteLine> Lines { get; private set; } = [];

    public long TotalMinor { get; private set; }

    public DateOnly? ValidUntil { get; private set; }

    public string? Notes { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public Guid HistorySubject => CustomerId;

    public int HighestDiscount => Lines.Max(line => (int?)line.DiscountBasisPoints) ?? 0;

    public static Quote Draft(Opportunity opportunity, int number, QuoteKind kind, string currency, IReadOnlyList<QuoteLine> lines, DateOnly? validUntil, string? notes, string by, DateTimeOffset now)
    {
        var quote = new Quote { OpportunityId = opportunity.Id, Number = number, Kind = kind, CreatedBy = by, CreatedAt = now };
        quote.Belong(opportunity.CustomerId);
        (quote.Currency, quote.Lines, quote.ValidUntil, quote.Notes) = (currency, lines, validUntil, notes);
        quote.TotalMinor = checked((long)TotalOf(lines));
        return quote;
    }

    /// <summary>Lines that are each within bounds may come to more than money can be.</summary>
    public static Refusal? Check(IReadOnlyList<QuoteLine> lines) =>
        TotalOf(lines) > Money.Most ? Refusal.Invalid("lines", "quote.too-large", $"The lines come to more than {Money.Most} minor units.") : null;

    private static Int128 TotalOf(IReadOnlyList<QuoteLine> lines) => lines.Aggregate(Int128.Zero, (sum, line) => sum + line.TotalMinor);

    public Refusal? Send(DateTimeOffset at, DateOnly today)
    {
        if (State != QuoteState.Draft) return Refusal.Conflict("quote.not-draft", $"Only a draft is sent; this one is {State.ToString().ToLowerInvariant()}.");
        if (ValidUntil < today) return Refusal.Conflict("quote.expired", "It was valid until a day that has passed; draft a new one.");
        (State, SentAt) = (QuoteState.Sent, at);
        return null;
    }

    public Refusal? Answer(bool accepted, DateTimeOffset at, DateOnly today)
    {
        if (State != QuoteState.Sent) return Refusal.Conflict("quote.not-sent", $"Only a sent quote is answered; this one is {State.ToString().ToLowerInvariant()}.");
        if (accepted && ValidUntil < today) return Refusal.Conflict("quote.expired", "It was valid until a day that has passed; send a new one.");
        (State, AnsweredAt) = (accepted ? QuoteState.Accepted : QuoteState.Declined, at);
        return null;
    }

    public Refusal? Withdraw()
    {
        if (State is not (QuoteState.Draft or QuoteState.Sent)) return Refusal.Conflict("quote.answered", "It has been answered, or was withdrawn already.");
        State = QuoteState.Withdrawn;
        return null;
    }
}
