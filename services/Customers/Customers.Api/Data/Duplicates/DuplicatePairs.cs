using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Duplicates;

/// <summary>Writes down pairs that look alike; one that is known stays as it is, also when somebody has said that it is none.</summary>
internal static class DuplicatePairs
{
    public static async Task NoteAsync(
        this CustomersDb db, IReadOnlyCollection<(Guid One, Guid Other, Likeness Likeness)> found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (found.Count == 0) return;
        var pairs = found.DistinctBy(pair => DuplicatePair.InOrder(pair.One, pair.Other)).Select(pair => DuplicatePair.Of(pair.One, pair.Other, pair.Likeness, now)).ToList();
        var firsts = pairs.Select(pair => pair.FirstId).Distinct().ToArray();
        var known = (await db.DuplicatePairs.IgnoreQueryFilters().AsNoTracking().Where(pair => firsts.Contains(pair.FirstId))
            .Select(pair => new { pair.FirstId, pair.SecondId }).ToListAsync(cancellationToken)).Select(pair => (pair.FirstId, pair.SecondId)).ToHashSet();
        db.DuplicatePairs.AddRange(pairs.Where(pair => !known.Contains((pair.FirstId, pair.SecondId))));
    }

    /// <summary>As <see cref="NoteAsync"/> for a file that has just been entered and is in no pair yet.</summary>
    public static void NoteNew(this CustomersDb db, Guid entered, IEnumerable<DuplicateCandidate> alike, DateTimeOffset now) =>
        db.DuplicatePairs.AddRange(alike.Select(candidate => DuplicatePair.Of(entered, candidate.Id, candidate.Likeness, now)));
}
