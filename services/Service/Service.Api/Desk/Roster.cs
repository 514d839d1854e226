using System.Collections.Frozen;
using System.Collections.Immutable;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Calendars;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CrmPlatform.Service.Desk;

/// <summary>Who works here and by which rules complaints are given out, at one stamp. Loads and turns are not in it.</summary>
internal sealed record RosterPage(
    long Stamp, ImmutableArray<Agent> Agents, ImmutableArray<AssignmentRule> Rules, FrozenDictionary<string, KnownStaff> People, ILookup<string, Absence> Away)
{
    /// <summary>Whether somebody who may handle complaints, agent or not, works here and is not away.</summary>
    public bool IsThere(string person, DateTimeOffset at) => People.GetValueOrDefault(person) is { } known
        && known.Roles.Any(role => RightsTable.Of(role, Permissions.ComplaintsWrite) != Reach.None) && !Away[person].Any(absence => absence.Covers(at));

    /// <summary>
    /// Whether a complaint may be given to this team by hand: somebody in it takes complaints, or it is the rules that name it and nobody
    /// was entered there yet.
    /// </summary>
    public bool Knows(string team, string fallback) => team == fallback || AssignmentBoard.HasAgent(Agents, team) || (Rules.Any(rule => rule.Team == team) && !People.Values.Any(person => person.Team == team));

    public IEnumerable<KnownStaff> ManagersOf(string team) => People.Values.Where(person => person.Team == team && person.Roles.Contains(Roles.Manager));
}

/// <summary>S3: the roster, remembered while its stamp stands.</summary>
internal sealed class Roster(IOptions<ComplaintsOptions> options, TimeProvider time)
{
    private volatile RosterPage? known;

    public async Task<RosterPage> ReadAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        // The stamp is read first: what changes while the rest is read has another one, and is read next time.
        var stamp = await Stamps.ReadAsync(db, Stamps.Roster, cancellationToken);
        if (known is { } page && page.Stamp == stamp) return page;
        var staff = await db.Staff.AsNoTracking().Where(person => person.Active).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        var away = (await db.Absences.AsNoTracking().Where(absence => absence.To > now).ToListAsync(cancellationToken)).ToLookup(absence => absence.StaffId, absence => new Absence(absence.From, absence.To));
        var agents = staff.Where(person => person.Roles.Contains(Roles.Agent))
            .Select(person => ToAgent(person, [.. away[person.StaffId]])).ToImmutableArray();
        var written = await db.AssignmentRules.AsNoTracking().Select(row => row.Rule).ToListAsync(cancellationToken);
        // A house that has written no rules still assigns.
        ImmutableArray<AssignmentRule> rules = written.Count == 0 ? [AssignmentRule.OnDuty(options.Value.FallbackTeam)] : [.. written];
        return known = new RosterPage(stamp, agents, rules, staff.ToFrozenDictionary(person => person.StaffId), away);
    }

    /// <summary>Staff entered before only IANA names were taken may have one of Windows; what is known by none works by the house's clock, so that nobody is off duty for good.</summary>
    private string ZoneOf(KnownStaff person)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(person.TimeZone) is not null) return person.TimeZone;
        return TimeZoneInfo.TryConvertWindowsIdToIanaId(person.TimeZone, out var name) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null ? name : options.Value.TimeZone;
    }

    private Agent ToAgent(KnownStaff person, ImmutableArray<Absence> absences)
    {
        var zone = ZoneOf(person);
        return new Agent(person.StaffId, person.Name, person.Team)
        {
            Languages = [.. person.Languages],
            Skills = ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase, person.Skills),
            Shifts = [.. person.Shifts.Select(shift => Shift.Of([shift.Day], HourSpan.OfMinutes(shift.From, shift.To), zone)).Where(shift => shift.IsAccepted).Select(shift => shift.Value)],
            Absences = absences,
        };
    }
}
