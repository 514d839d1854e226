namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>
/// State event: what others may know of a customer after a change. The highest <paramref name="Version"/> wins, whatever the order
/// of arrival. Enum values travel as the API spells them.
/// </summary>
/// <param name="Status"><c>active</c>, <c>merged</c>, <c>erased</c>, or <c>removed</c>: an import that had opened the file was undone (C17), and it is gone.</param>
/// <param name="MergedInto">The survivor, when merged.</param>
/// <param name="OwnerId">Token subject of the account manager; null when a team or the pool has it.</param>
/// <param name="RelationshipEnded">True when the relationship has ended; <paramref name="Stage"/> is the one it ended from (C9).</param>
/// <param name="Cooperation">1 to 5 as the owner sees it; with <paramref name="LoyaltyScore"/> it decides about class B (C4); null where it is not rated.</param>
/// <param name="Imported">True when the change came in bulk from another system: it starts no task, warning or mail.</param>
public sealed record CustomerChanged(
    Guid CustomerId,
    long Version,
    string Kind,
    string Role,
    string? Channel,
    string Name,
    string? Phone,
    string? Email,
    string? OwnerId,
    string Team,
    string Grade,
    string Stage,
    string Class,
    string Maturity,
    string Heat,
    string? Zone,
    bool IsProblem,
    string Status,
    Guid? MergedInto,
    string Language,
    string Source,
    Guid? ReferredBy,
    string? City,
    string? Region,
    string? Country,
    double? Latitude,
    double? Longitude,
    IReadOnlyList<string> Tags,
    DateTimeOffset CreatedAt,
    bool InPool = false,
    bool Imported = false,
    bool RelationshipEnded = false,
    int? Cooperation = null,
    int? LoyaltyScore = null);
