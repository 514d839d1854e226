using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Staff;

/// <summary>A weekly working period in local time: <c>{"day":"monday","from":"09:00","to":"18:00"}</c>.</summary>
/// <param name="To">Earlier than <paramref name="From"/> when the shift ends on the next day.</param>
public sealed record ShiftView(DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>The fields of a member of staff that people write.</summary>
/// <param name="ManagerId">Token subject of the manager.</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record StaffRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, StringLength(60, MinimumLength = 1)] string Team,
    [property: StringLength(100)] string? ManagerId = null,
    [property: EmailAddress, StringLength(254)] string? Email = null,
    [property: MaxLength(10)] IReadOnlyList<string>? Roles = null,
    [property: MaxLength(50)] IReadOnlyList<string>? Skills = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Languages = null,
    [property: MaxLength(50)] IReadOnlyList<ShiftView>? Shifts = null,
    [property: StringLength(60)] string? TimeZone = null,
    bool Active = true)
{
    internal static StaffRequest Of(StaffMember s) => new(
        s.Name, s.Team, s.ManagerId, s.Email, s.Roles, s.Skills, s.Languages, [.. s.Shifts.Select(StaffView.ShiftOf)], s.TimeZone, s.Active);

    internal StaffData ToDomain(string defaultTimeZone) => new(
        Name, Team, ManagerId, Email, Roles ?? [], Skills ?? [], Languages ?? [],
        [.. (Shifts ?? []).Select(shift => new Shift { Day = shift.Day, From = Minutes(shift.From), To = Minutes(shift.To) })],
        TimeZone ?? defaultTimeZone, Active);

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

/// <summary>A member of staff as clients see it; known by the subject of the token.</summary>
public sealed record StaffView(
    string Subject, string Name, string Team, string? ManagerId, string? Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Skills,
    IReadOnlyList<string> Languages, IReadOnlyList<ShiftView> Shifts, string TimeZone, bool Active, long Version) : IVersionedView
{
    internal static StaffView Of(StaffMember s) => new(
        s.Subject, s.Name, s.Team, s.ManagerId, s.Email, s.Roles, s.Skills, s.Languages, [.. s.Shifts.Select(ShiftOf)], s.TimeZone, s.Active, s.Version);

    internal static ShiftView ShiftOf(Shift s) => new(s.Day, new TimeOnly(s.From / 60, s.From % 60), new TimeOnly(s.To / 60 % 24, s.To % 60));
}

internal static class StaffEvents
{
    public static StaffChanged ToEvent(this StaffMember s, long version) => new(
        s.Subject, version, s.Name, s.Team, s.ManagerId, s.Email, s.Roles, s.Skills, s.Languages,
        [.. s.Shifts.Select(shift => new StaffShift(shift.Day.ToString().ToLower(CultureInfo.InvariantCulture), shift.From, shift.To))],
        s.TimeZone, s.Active);

    /// <summary>An id for a text key, so that an erasure finds the events of a person.</summary>
    public static Guid SubjectId(string subject) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("staff:" + subject)).AsSpan(0, 16));
}
