namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>Whom an erasure is about (C20).</summary>
/// <param name="Id">The id that rows name the person by; it stays, because books are kept by it.</param>
public sealed record ErasedPerson(Guid Id)
{
    /// <summary>Other ids under which the person's history is kept: contacts, files merged into this one.</summary>
    public IReadOnlyCollection<Guid> AlsoIds { get; init; } = [];

    /// <summary>Names and other words that many may share: replaced in rows that name one of the ids, and nowhere else.</summary>
    public IReadOnlyCollection<string> Words { get; init; } = [];

    /// <summary>What belongs to this person alone (phone, mail address, tax id): rows that hold it are found by it, whatever else they name.</summary>
    public IReadOnlyCollection<string> Marks { get; init; } = [];

    internal IReadOnlyList<Guid> Ids => [Id, .. AlsoIds.Where(id => id != Id).Distinct()];

    /// <summary>A shorter text stands in too many rows of others.</summary>
    private const int ShortestMark = 6;

    internal IReadOnlyList<string> FindingMarks => [.. Marks.Where(mark => mark.Length >= ShortestMark).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Longest first, so that what contains another one goes whole.</summary>
    internal IReadOnlyList<string> Replaced => [.. Marks.Concat(Words).Where(text => text.Trim().Length > 1).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(text => text.Length)];
}
