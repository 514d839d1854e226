namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>Fact event: <paramref name="MergedId"/> is now <paramref name="SurvivorId"/>; whoever keeps rows of it re-points them (C16).</summary>
public sealed record CustomersMerged(Guid MergeId, Guid SurvivorId, Guid MergedId, string By, DateTimeOffset At);

/// <summary>Fact event: a merge was undone; rows that were re-pointed by it go back.</summary>
public sealed record CustomerMergeUndone(Guid MergeId, Guid SurvivorId, Guid MergedId, string By, DateTimeOffset At);
