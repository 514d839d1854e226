using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Quotes;

/// <summary>A quote or proposal for an opportunity.</summary>
/// <param name="Currency">The opportunity's when left out.</param>
public sealed record QuoteRequest(
    Guid OpportunityId,
    QuoteKind Kind,
    [property: MinLength(1), MaxLength(200)] IReadOnlyList<QuoteLine> Lines,
    DateOnly? ValidUntil = null,
    [property: StringLength(4000)] string? Notes = null,
    [property: RegularExpression("^[A-Z]{3}$", ErrorMessage = "A currency code of ISO 4217 is expected, such as CNY.")] string? Currency = null);

/// <summary>What the customer said to a quote.</summary>
public sealed record AnswerQuoteRequest(bool Accepted);

/// <summary>A quote as clients see it; money in minor units.</summary>
/// <param name="Number">Counts the quotes of an opportunity.</param>
public sealed record QuoteView(
    Guid Id, Guid OpportunityId, Guid CustomerId, int Number, QuoteKind Kind, QuoteState State, string Currency, IReadOnlyList<QuoteLine> Lines, long TotalMinor,
    DateOnly? ValidUntil, string? Notes, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset? AnsweredAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static QuoteView Of(Quote q) => new(
        q.Id, q.OpportunityId, q.CustomerId, q.Number, q.Kind, q.State, q.Currency, q.Lines, q.TotalMinor, q.ValidUntil, q.Notes, q.CreatedBy, q.CreatedAt,
        q.SentAt, q.AnsweredAt, q.Version);
}
