using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Replicas;

/// <summary>S3: keeps the replica of the staff register, which says who is there to be given complaints.</summary>
internal sealed class KeepStaff(ComplaintsDb db, TimeProvider time) : IHandleBatch<StaffChanged>
{
    public async Task HandleAsync(IReadOnlyList<Received<StaffChanged>> batch, CancellationToken cancellationToken)
    {
        var newest = batch.Select(received => received.Event).GroupBy(state => state.StaffId).Select(states => states.MaxBy(state => state.Version)!).ToList();
        var ids = newest.Select(state => state.StaffId).ToArray();
        var known = await db.Staff.Where(person => ids.Contains(person.StaffId)).ToDictionaryAsync(person => person.StaffId, cancellationToken);
        var loads = await db.AgentLoads.Where(load => ids.Contains(load.StaffId)).Select(load => load.StaffId).ToHashSetAsync(cancellationToken);
        foreach (var state in newest)
        {
            if (!known.TryGetValue(state.StaffId, out var person))
            {
                db.Staff.Add(Apply(new KnownStaff { StaffId = state.StaffId }, state));
                if (!loads.Contains(state.StaffId)) db.AgentLoads.Add(new AgentLoad { StaffId = state.StaffId });
            }
            else if (person.SourceVersion < state.Version)
            {
                var wasThere = IsAgent(person);
                Apply(person, state);
                // Whoever has left, or handles complaints no more, leaves their open ones to others.
                if (wasThere && !IsAgent(person)) db.Handovers.Add(new Handover { StaffId = person.StaffId, DueAt = time.GetUtcNow() });
            }
        }
        await Stamps.RenewAsync(db, Stamps.Roster, cancellationToken);
    }

    private static bool IsAgent(KnownStaff person) => person.Active && person.Roles.Contains(Roles.Agent);

    private static KnownStaff Apply(KnownStaff person, StaffChanged state)
    {
        (person.SourceVersion, person.Name, person.Team, person.ManagerId, person.Email) = (state.Version, state.Name, state.Team, state.ManagerId, state.Email);
        (person.Roles, person.Skills, person.Languages) = ([.. state.Roles], [.. state.Skills], [.. state.Languages]);
        person.Shifts = [.. state.Shifts.Select(shift => new KnownShift(Enum.Parse<DayOfWeek>(shift.Day, ignoreCase: true), shift.From, shift.To))];
        (person.TimeZone, person.Active) = (state.TimeZone, state.Active);
        return person;
    }
}
