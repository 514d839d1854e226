using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data;

/// <summary>One thing that a count counts: a visit, a complaint, a deal.</summary>
internal sealed class CountedThing
{
    public required string Kind { get; init; }

    public Guid Id { get; init; }

    public long? CustomerNo { get; init; }

    public DateTimeOffset At { get; init; }

    public string Team { get; init; } = "";

    public string Person { get; init; } = "";

    /// <summary>What the count's amount sums: minutes, or minor units.</summary>
    public long Amount { get; init; }
}

/// <summary>
/// I13: what stands behind a count, as far as the caller's right reaches: the rows whose contributions the sums add up, read by the same
/// conditions the folds count by. A test holds the two against each other.
/// </summary>
internal static class Behind
{
    /// <summary>True of counts of the present, which have no day.</summary>
    public static bool IsPresent(Measure measure) => measure is Measure.Customers or Measure.OpenComplaints or Measure.OpenTasks or Measure.OpenOpportunities;

    public static bool IsMoney(Measure measure) => measure is Measure.OpenOpportunities or Measure.OpportunitiesOpened or Measure.OpportunitiesWon or Measure.OpportunitiesLost
        or Measure.ContractsSigned;

    public static bool IsMinutes(Measure measure) => measure is Measure.VisitsHeld or Measure.Calls or Measure.CallsReached or Measure.OtherActivities;

    /// <summary>
    /// True of counts that are kept under who handles a thing, while it is seen by the customer's team too: what such a caller sees is
    /// counted from the rows.
    /// </summary>
    public static bool IsSeenBeyondItsTeam(Measure measure) => measure is Measure.OpenComplaints or Measure.ComplaintsOpened or Measure.ComplaintsClosed or Measure.ComplaintsClosedLate;

    /// <summary>X1: the right to read the things themselves.</summary>
    public static string RightToRead(Measure measure) => measure switch
    {
        Measure.Customers or Measure.NewCustomers => Permissions.CustomersRead,
        Measure.VisitsPlanned or Measure.VisitsHeld or Measure.VisitsMissed or Measure.Calls or Measure.CallsReached or Measure.OtherActivities => Permissions.ActivitiesRead,
        Measure.OpenTasks or Measure.TasksDone or Measure.TasksDoneLate => Permissions.TasksRead,
        Measure.OpenOpportunities or Measure.OpportunitiesOpened or Measure.OpportunitiesWon or Measure.OpportunitiesLost or Measure.ContractsSigned => Permissions.OpportunitiesRead,
        Measure.SurveysAnswered => Permissions.SurveysRead,
        Measure.CampaignResponses => Permissions.CampaignsRead,
        _ => Permissions.ComplaintsRead,
    };

    /// <param name="start">The first instant that counts, <paramref name="end"/> the first that does not; the present has neither.</param>
    /// <param name="first">Days of the organisation that touch the range, for the indexes by day; with <paramref name="last"/>.</param>
    public static IQueryable<CountedThing> Of(InsightsDb db, Measure measure, DateTimeOffset start, DateTimeOffset end, int first, int last)
    {
        var activities = db.Activities.AsNoTracking().Where(a => a.Day >= first && a.Day <= last);
        return measure switch
        {
            Measure.Customers => Customers(Active(db)),
            Measure.NewCustomers => db.ReachedOf(Won(db, start, end)),
            Measure.VisitsHeld => Activities(activities.Where(a => a.Kind == "visit" && a.State == "done"), start, end),
            Measure.VisitsMissed => Activities(activities.Where(a => a.Kind == "visit" && a.State == "missed"), start, end),
            Measure.VisitsPlanned => Activities(activities.Where(a => a.Kind == "visit" && a.State != "done" && a.State != "missed" && a.State != "cancelled"), start, end),
            Measure.Calls => Activities(activities.Where(a => a.Kind == "call"), start, end),
            Measure.CallsReached => Activities(activities.Where(a => a.Kind == "call" && (a.Reached || a.State == TakeCalls.Answered)), start, end),
            Measure.OtherActivities => Activities(activities.Where(a => a.Kind != "visit" && a.Kind != "call"), start, end),
            Measure.OpenComplaints => Complaints(db.Complaints.AsNoTracking().Where(c => c.State != "closed")),
            Measure.ComplaintsOpened => Complaints(db.Complaints.AsNoTracking().Where(c => c.Day >= first && c.Day <= last && c.OpenedAt >= start && c.OpenedAt < end)),
            Measure.ComplaintsClosed => Closed(db.Complaints.AsNoTracking(), start, end),
            Measure.ComplaintsClosedLate => Closed(db.Complaints.AsNoTracking().Where(c => c.ResolutionBreached), start, end),
            Measure.OpenTasks => Tasks(db.Tasks.AsNoTracking().Where(t => t.State == "open")),
            Measure.TasksDone => Done(db.Tasks.AsNoTracking(), start, end),
            Measure.TasksDoneLate => Done(db.Tasks.AsNoTracking().Where(t => t.DoneAt > t.DueAt), start, end),
            Measure.OpenOpportunities => Deals(db.Opportunities.AsNoTracking().Where(o => o.State == "open")),
            Measure.OpportunitiesOpened => Deals(db.Opportunities.AsNoTracking().Where(o => o.CreatedAt >= start && o.CreatedAt < end)),
            Measure.OpportunitiesWon => Ended(db.Opportunities.AsNoTracking().Where(o => o.State == "won"), start, end),
            Measure.OpportunitiesLost => Ended(db.Opportunities.AsNoTracking().Where(o => o.State != "won" && o.State != "open"), start, end),
            Measure.ContractsSigned => db.Contracts.AsNoTracking().Where(c => c.Day >= first && c.Day <= last && c.At >= start && c.At < end)
                .Select(c => new CountedThing { Kind = "contract", Id = c.Id, CustomerNo = c.CustomerNo, At = c.At, Team = c.Team, Person = c.OwnerId, Amount = c.Amount }),
            // What belongs to nobody is for those who see all.
            Measure.Grumbles => OfNobody(db, db.Grumbles).Where(g => g.At >= start && g.At < end)
                .Select(g => new CountedThing { Kind = "grumble", Id = g.Id, CustomerNo = g.CustomerNo, At = g.At }),
            Measure.SurveysAnswered => OfNobody(db, db.Answers).Where(a => a.Day >= first && a.Day <= last && a.At >= start && a.At < end)
                .Select(a => new CountedThing { Kind = "answer", Id = a.Id, CustomerNo = a.CustomerNo, At = a.At }),
            Measure.RemediesGranted => OfNobody(db, db.Remedies).Where(r => r.At >= start && r.At < end)
                .Select(r => new CountedThing { Kind = "remedy", Id = r.Id, CustomerNo = r.CustomerNo, At = r.At }),
            Measure.CampaignResponses => OfNobody(db, db.Responses).Where(r => r.At >= start && r.At < end && r.Response != TakeResponses.Silence)
                .Select(r => new CountedThing { Kind = "response", Id = r.Id, CustomerNo = r.CustomerNo, At = r.At }),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Nothing is known to stand behind this measure."),
        };
    }

    private static IQueryable<T> OfNobody<T>(InsightsDb db, IQueryable<T> rows) where T : ThingRow => rows.AsNoTracking().Where(_ => db.ReachesAll);

    private static IQueryable<CustomerRow> Active(InsightsDb db) => db.Customers.AsNoTracking().Where(c => c.Version > 0 && c.Status == "active" && !c.Erased);

    private static IQueryable<CountedThing> Customers(IQueryable<CustomerRow> rows) => rows
        .Select(c => new CountedThing { Kind = "customer", Id = c.Id, CustomerNo = c.No, At = c.CreatedAt, Team = c.Team, Person = c.OwnerId ?? "" });

    /// <summary>Whose they are as new ones is told by their handovers, as <see cref="Domain.Ledger.Handover.FirstNamed"/> does.</summary>
    private static IQueryable<CountedThing> Won(InsightsDb db, DateTimeOffset start, DateTimeOffset end)
    {
        var handovers = db.All<HandoverRow>().OrderBy(h => h.At).ThenBy(h => h.ToTeam).ThenBy(h => h.ToOwner);
        return db.All<CustomerRow>().Where(c => c.Version > 0 && (c.Status == "active" || c.Status == "erased") && c.CreatedAt >= start && c.CreatedAt < end)
            .Select(c => new
            {
                c.Id, c.No, c.CreatedAt, c.Team, c.OwnerId,
                FromTeam = handovers.Where(h => h.CustomerNo == c.No).Select(h => h.FromTeam).FirstOrDefault(),
                FromOwner = handovers.Where(h => h.CustomerNo == c.No).Select(h => h.FromOwner).FirstOrDefault(),
                ToTeam = handovers.Where(h => h.CustomerNo == c.No && h.ToOwner != null).Select(h => h.ToTeam).FirstOrDefault(),
                ToOwner = handovers.Where(h => h.CustomerNo == c.No && h.ToOwner != null).Select(h => h.ToOwner).FirstOrDefault(),
            })
            .Select(c => new CountedThing
            {
                Kind = "customer", Id = c.Id, CustomerNo = c.No, At = c.CreatedAt,
                Team = c.FromTeam == null ? c.Team : c.FromOwner != null || c.ToOwner == null ? c.FromTeam : c.ToTeam!,
                Person = (c.FromTeam == null ? c.OwnerId : c.FromOwner ?? c.ToOwner) ?? "",
            });
    }

    private static IQueryable<CountedThing> Activities(IQueryable<ActivityRow> rows, DateTimeOffset start, DateTimeOffset end) => rows.Where(a => a.At >= start && a.At < end)
        .Select(a => new CountedThing { Kind = a.Kind, Id = a.Id, CustomerNo = a.CustomerNo, At = a.At, Team = a.Team, Person = a.OwnerId, Amount = a.Minutes ?? 0 });

    private static IQueryable<CountedThing> Complaints(IQueryable<ComplaintRow> rows) => rows
        .Select(c => new CountedThing { Kind = "complaint", Id = c.Id, CustomerNo = c.CustomerNo, At = c.OpenedAt, Team = c.Team ?? "", Person = c.AssigneeId ?? "" });

    private static IQueryable<CountedThing> Closed(IQueryable<ComplaintRow> rows, DateTimeOffset start, DateTimeOffset end) => rows
        .Where(c => c.State == "closed" && c.ClosedAt >= start && c.ClosedAt < end)
        .Select(c => new CountedThing { Kind = "complaint", Id = c.Id, CustomerNo = c.CustomerNo, At = c.ClosedAt!.Value, Team = c.Team ?? "", Person = c.AssigneeId ?? "" });

    private static IQueryable<CountedThing> Tasks(IQueryable<TaskRow> rows) => rows
        .Select(t => new CountedThing { Kind = "task", Id = t.Id, CustomerNo = t.CustomerNo, At = t.DueAt, Team = t.Team, Person = t.AssigneeId });

    private static IQueryable<CountedThing> Done(IQueryable<TaskRow> rows, DateTimeOffset start, DateTimeOffset end) => rows
        .Where(t => t.State == "done" && t.DoneAt >= start && t.DoneAt < end)
        .Select(t => new CountedThing { Kind = "task", Id = t.Id, CustomerNo = t.CustomerNo, At = t.DoneAt!.Value, Team = t.Team, Person = t.AssigneeId });

    private static IQueryable<CountedThing> Deals(IQueryable<OpportunityRow> rows) => rows
        .Select(o => new CountedThing { Kind = "opportunity", Id = o.Id, CustomerNo = o.CustomerNo, At = o.CreatedAt, Team = o.Team, Person = o.OwnerId, Amount = o.Amount });

    private static IQueryable<CountedThing> Ended(IQueryable<OpportunityRow> rows, DateTimeOffset start, DateTimeOffset end) => rows
        .Where(o => o.ClosedAt >= start && o.ClosedAt < end)
        .Select(o => new CountedThing { Kind = "opportunity", Id = o.Id, CustomerNo = o.CustomerNo, At = o.ClosedAt!.Value, Team = o.Team, Person = o.OwnerId, Amount = o.Amount });
}
