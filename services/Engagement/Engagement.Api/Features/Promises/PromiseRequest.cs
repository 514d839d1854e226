using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Promises;

/// <summary>One thing granted.</summary>
/// <param name="Amount">Basis points of discount, days until payment, or minor units of the base currency of cost taken over.</param>
public sealed record GrantedTerm(PromiseTerm Term, [property: Range(0, 1_000_000_000_000_000)] long Amount);

/// <summary>A promise to a customer.</summary>
/// <param name="DueAt">In the future when the promise is made, or moved to another time.</param>
/// <param name="OwnerId">Token subject of whoever is to keep it; you when left out.</param>
/// <param name="Terms">What is granted, each term once; beyond policy it waits for approval.</param>
public sealed record PromiseRequest(
    Guid CustomerId,
    [property: Required, StringLength(2000, MinimumLength = 1)] string Text,
    DateTimeOffset DueAt,
    [property: StringLength(100)] string? OwnerId = null,
    [property: MaxLength(3)] IReadOnlyList<GrantedTerm>? Terms = null,
    Guid? OpportunityId = null)
{
    internal static PromiseRequest Of(Promise p) => new(
        p.CustomerId, p.Text, p.DueAt, p.OwnerId, [.. p.Approval.Terms.Select(term => new GrantedTerm(term.Term, term.Amount))], p.OpportunityId);
}

/// <param name="Note">Why.</param>
public sealed record DecidePromiseRequest([property: StringLength(2000)] string? Note = null);

/// <param name="Result">How it was kept, or why not.</param>
public sealed record ClosePromiseRequest([property: StringLength(2000)] string? Result = null);

/// <summary>That a promise was confirmed in writing.</summary>
/// <param name="Channel">For instance e-mail, letter, WeChat.</param>
/// <param name="Reference">Where it can be found.</param>
public sealed record WrittenConfirmationRequest(
    [property: Required, StringLength(60, MinimumLength = 1)] string Channel,
    [property: Required, StringLength(400, MinimumLength = 1)] string Reference,
    DateTimeOffset? SentAt = null);

/// <summary>A term beyond policy: what is promised and the most its author may grant alone.</summary>
public sealed record ExcessView(PromiseTerm Term, long Promised, long Most);

public sealed record WrittenConfirmationView(string Channel, string Reference, string By, DateTimeOffset SentAt);

/// <summary>A promise as clients see it.</summary>
/// <param name="MaySendToCustomer">False while it is pending or once it is refused.</param>
public sealed record PromiseView(
    Guid Id, Guid CustomerId, string Text, string OwnerId, string Team, DateTimeOffset DueAt, PromiseState State, bool Overdue, bool MaySendToCustomer,
    IReadOnlyList<GrantedTerm> Terms, IReadOnlyList<ExcessView> BeyondPolicy, int PolicyVersion, IReadOnlyList<string> Authors, string? DecidedBy,
    DateTimeOffset? DecidedAt, string? DecisionNote, WrittenConfirmationView? Written, Guid? OpportunityId, string? Result, DateTimeOffset? ClosedAt,
    Guid? TaskId, DateTimeOffset? EscalatedAt, string CreatedBy, DateTimeOffset CreatedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static PromiseView Of(Promise p, DateTimeOffset now) => new(
        p.Id, p.CustomerId, p.Text, p.OwnerId, p.Team, p.DueAt, p.State, p.IsOverdue(now), p.MaySendToCustomer,
        [.. p.Approval.Terms.Select(term => new GrantedTerm(term.Term, term.Amount))],
        [.. p.Approval.Excesses.Select(excess => new ExcessView(excess.Term, excess.Promised, excess.Most))], p.Approval.PolicyVersion, p.Approval.Authors,
        p.Approval.DecidedBy, p.Approval.DecidedAt, p.DecisionNote,
        p.Written is { } written ? new WrittenConfirmationView(written.Channel, written.Reference, written.By, written.SentAt) : null,
        p.OpportunityId, p.Result, p.ClosedAt, p.TaskId, p.EscalatedAt, p.CreatedBy, p.CreatedAt, p.Version);
}
