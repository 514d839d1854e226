using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>Somebody who handles complaints, as far as assignment has to know.</summary>
internal sealed record Agent(string Id, string Name, string Team)
{
    public bool IsActive { get; init; } = true;

    /// <summary>BCP 47 tags; <c>zh</c> speaks <c>zh-Hans</c> too.</summary>
    public ImmutableArray<string> Languages { get; init; } = [];

    public ImmutableHashSet<string> Skills { get; init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who has no shifts on record works at all hours: a house that keeps no shifts still assigns.</summary>
    public ImmutableArray<Shift> Shifts { get; init; } = [];

    public ImmutableArray<Absence> Absences { get; init; } = [];

    /// <summary>Open complaints in this person's hands.</summary>
    public int Load { get; init; }

    /// <summary>The number of the turn at which a complaint was last assigned; 0 when never. The lowest waits longest.</summary>
    public long LastTurn { get; init; }

    public bool IsAbsent(DateTimeOffset at) => Absences.Any(absence => absence.Covers(at));

    public bool IsOnShift(DateTimeOffset at) => Shifts.IsEmpty || Shifts.Any(shift => shift.Covers(at));

    public bool Speaks(string language) => Languages.Any(spoken => LanguageTags.Covers(spoken, language));

    /// <summary>When this person is next there after an instant, present or not; null when not within two weeks.</summary>
    public DateTimeOffset? NextThere(DateTimeOffset at)
    {
        var limit = at.AddDays(14);
        while (at <= limit)
        {
            if (Absences.Where(absence => absence.Covers(at)).Select(absence => (DateTimeOffset?)absence.To).Max() is { } back)
                at = back;
            else if (IsOnShift(at))
                return at;
            else if (Shifts.Select(shift => shift.NextStart(at)).Min() is { } start)
                at = start;
            else
                return null;
        }

        return null;
    }
}
