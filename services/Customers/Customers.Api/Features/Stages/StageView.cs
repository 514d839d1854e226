using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Stages;

/// <summary>What a gate asks for and whether it is there.</summary>
/// <param name="Name">In the language of the request.</param>
public sealed record GateItemView(EvidenceKind Kind, string Name, bool Gathered, EvidenceOrigin? Origin, DateTimeOffset? At, string? By, string? Reason);

/// <summary>Where the relationship stands and what the next stage asks for.</summary>
/// <param name="Ended">The relationship has ended; <paramref name="Stage"/> is the one it ended from.</param>
/// <param name="AllowedNext">The only stage that can be moved to; null after the last one. Of an ended relationship the one it is reopened into.</param>
/// <param name="MissingEvidence">What is still missing before it; nothing before a reopening.</param>
public sealed record StageView(
    Guid CustomerId, RelationshipStage Stage, string StageName, bool Ended, DateTimeOffset? EndedAt, string? EndedReason, RelationshipStage? AllowedNext,
    IReadOnlyList<GateItemView> Gate, IReadOnlyList<EvidenceKind> MissingEvidence, long Version) : IVersionedView;

/// <summary>Puts a customer's stage and its evidence together.</summary>
internal static class StageReading
{
    public static Task<List<StageEvidence>> EvidenceOfAsync(this CustomersDb db, Guid customerId, CancellationToken cancellationToken) =>
        db.StageEvidence.AsNoTracking().Where(e => e.CustomerId == customerId).OrderBy(e => e.Key).ToListAsync(cancellationToken);

    public static StageView View(Customer customer, IReadOnlyList<StageEvidence> evidence, Language language)
    {
        var last = evidence.GroupBy(e => e.Kind).ToDictionary(same => same.Key, same => same.Last());
        var gate = StageGates.ToLeave(customer.Stage).Select(kind => last.TryGetValue(kind, out var found)
            ? new GateItemView(kind, Terms.Name(kind, language), true, found.Origin, found.At, found.By, found.Reason)
            : new GateItemView(kind, Terms.Name(kind, language), false, null, null, null, null)).ToList();
        var ended = customer.EndedAt is not null;
        return new StageView(customer.Id, customer.Stage, Terms.Name(customer.Stage, language), ended, customer.EndedAt, customer.EndedReason,
            StageGates.Next(customer.Stage, ended), gate, StageGates.Missing(customer.Stage, ended, last.Keys.ToHashSet()), customer.Version);
    }
}
