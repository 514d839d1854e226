using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Remedies;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.Remedies;

/// <param name="Amount">Minor units of the base currency for a refund and the value of a replacement; points; hundredths of a percent for a discount; 0, or left out, for an apology.</param>
public sealed record RemedyRequest(RemedyKind Kind, [property: Required, StringLength(4000, MinimumLength = 1)] string Reason, long Amount = 0);

public sealed record RejectRemedyRequest([property: Required, StringLength(4000, MinimumLength = 1)] string Reason);

/// <param name="BookedAs">The reference of the booking; the same remedy is never booked under another.</param>
public sealed record RemedyView(
    Guid Id, Guid ComplaintId, Guid? CustomerId, RemedyKind Kind, long Amount, string? Currency, string Reason, RemedyState State, string ProposedBy, DateTimeOffset ProposedAt,
    string? DecidedBy, DateTimeOffset? DecidedAt, string? RejectedBecause, string? BookedAs, long Version) : IVersionedView
{
    internal static RemedyView Of(RemedyRow r, string currency) => new(
        r.Id, r.ComplaintId, r.CustomerId, r.Kind, r.Amount, r.Kind is RemedyKind.Refund or RemedyKind.Replacement ? currency : null, r.Remedy.Terms.Reason, r.State, r.Remedy.ProposedBy,
        r.ProposedAt, r.Remedy.DecidedBy, r.DecidedAt, r.Remedy.RejectedBecause, r.Remedy.BookedAs, r.Version);
}
