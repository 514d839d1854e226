using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Merging;

/// <summary>A merge as clients see it.</summary>
/// <param name="UndoUntil">Until when it can be undone.</param>
/// <param name="Version">The survivor's, which the next change of it needs.</param>
public sealed record MergeView(
    Guid Id, Guid SurvivorId, Guid MergedId, string? Reason, string By, DateTimeOffset At, DateTimeOffset UndoUntil, DateTimeOffset? UndoneAt, string? UndoneBy,
    long Version) : IVersionedView
{
    internal static MergeView Of(CustomerMerge m, long survivorVersion, CustomersOptions options) => new(
        m.Id, m.SurvivorId, m.MergedId, m.Reason, m.By, m.At, m.At + options.MergeUndoWindow, m.UndoneAt, m.UndoneBy, survivorVersion);
}
