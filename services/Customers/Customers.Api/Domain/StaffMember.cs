using CrmPlatform.ServiceDefaults.Domain;
using NodaTime;

namespace CrmPlatform.Customers.Domain;

/// <summary>A weekly working period in the member's time zone; minutes after midnight.</summary>
public sealed record Shift
{
    public DayOfWeek Day { get; init; }

    public int From { get; init; }

    /// <summary>Less than <see cref="From"/> when the shift ends on the next day.</summary>
    public int To { get; init; }
}

/// <summary>Somebody who works for us (C6), known by the subject of their token.</summary>
public sealed class StaffMember : Entity, IHasHistory
{
    private StaffMember() { }

    public string Subject { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Team { get; private set; } = "";

    public string? ManagerId { get; private set; }

    public string? Email { get; private set; }

    public IReadOnlyList<string> Roles { get; private set; } = [];

    public IReadOnlyList<string> Skills { get; private set; } = [];

    public IReadOnlyList<string> Languages { get; private set; } = [];

    public IReadOnlyList<Shift> Shifts { get; private set; } = [];

    public string TimeZone { get; private set; } = "UTC";

    public bool Active { get; private set; }

    public Guid HistorySubject => Id;

    public static StaffMember Enter(string subject, StaffData data) => new StaffMember { Subject = subject }.Take(data);

    /// <summary>Of a role or a skill.</summary>
    private const int LongestWord = 60;

    private const int LongestLanguage = 40;

    /// <param name="subject">Whose entry it is.</param>
    /// <param name="data">What is to be written.</param>
    /// <param name="known">What stands there; a word of it may stay, however long it is.</param>
    public static Refusal? Check(string subject, StaffData data, StaffMember? known)
    {
        foreach (var (field, words, stand, most) in new[]
        {
            ("roles", data.Roles, known?.Roles, LongestWord), ("skills", data.Skills, known?.Skills, LongestWord), ("languages", data.Languages, known?.Languages, LongestLanguage),
        })
            if (words.Except(stand ?? []).Any(word => string.IsNullOrWhiteSpace(word) || word.Length > most))
                return Refusal.Invalid(field, "staff.word-too-long", $"Each has 1 to {most} characters.");
        if (data.ManagerId == subject)
            return Refusal.Invalid("managerId", "staff.own-manager", "Nobody is their own manager.");
        if (data.TimeZone != known?.TimeZone && !IsZone(data.TimeZone))
            return Refusal.Invalid("timeZone", "staff.time-zone-unknown", $"'{data.TimeZone}' is no IANA time zone, such as Asia/Shanghai.");
        if (data.Shifts.Any(shift => shift.From == shift.To))
            return Refusal.Invalid("shifts", "staff.shift-empty", "A shift ends at another time than it begins.");
        return null;
    }

    /// <summary>The system takes names of Windows and of its own files too; where shifts are counted only those of the IANA database are known.</summary>
    public static bool IsZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

    public void Change(StaffData data) => Take(data);

    private StaffMember Take(StaffData data)
    {
        (Name, Team, ManagerId, Email) = (data.Name.Trim(), data.Team.Trim(), data.ManagerId, data.Email);
        (Roles, Skills, Languages, Shifts) = ([.. data.Roles], [.. data.Skills], [.. data.Languages], [.. data.Shifts]);
        (TimeZone, Active) = (data.TimeZone, data.Active);
        return this;
    }
}

/// <summary>What somebody says about a member of staff; already checked for form.</summary>
public sealed record StaffData(
    string Name, string Team, string? ManagerId, string? Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Skills,
    IReadOnlyList<string> Languages, IReadOnlyList<Shift> Shifts, string TimeZone, bool Active);
