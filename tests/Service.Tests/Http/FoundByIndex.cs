using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Features.Complaints;
using CrmPlatform.Service.Features.Remedies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S5: what passes and queues look for among a hundred thousand is found by an index; asked of the database's own plan.</summary>
public sealed class FoundByIndex(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Theory]
    [InlineData("clocks", "IX_Complaints_NextAt")]
    [InlineData("offers", "IX_Complaints_OfferAt")]
    [InlineData("reviews", "IX_Complaints_ChaseAt")]
    [InlineData("handovers", "IX_Handovers_DueAt")]
    [InlineData("surveys", "IX_SurveysDue_DueAt")]
    [InlineData("reminders", "IX_Invitations_RemindAt")]
    [InlineData("actions", "IX_CorrectiveActions_NextAt")]
    [InlineData("remedies", "IX_Remedies_ComplaintId")]
    [InlineData("queue", "IX_Complaints_IsOpen_QueueAt_Key")]
    [InlineData("queue of a team", "IX_Complaints_Team_IsOpen_QueueAt_Key")]
    [InlineData("queue of a person", "IX_Complaints_AssigneeId_IsOpen_QueueAt_Key")]
    [InlineData("a later page of the queue", "IX_Complaints_IsOpen_QueueAt_Key")]
    public async Task What_is_due_is_found_by_its_index_and_never_sorted(string what, string index)
    {
        var plan = await PlanAsync(what);
        Assert.Contains(index, plan);
        Assert.DoesNotContain("TEMP B-TREE", plan);
    }

    private Task<string> PlanAsync(string what) => fixture.Service.InScopeAsync(async scope =>
    {
        var db = scope.GetRequiredService<ComplaintsDb>();
        await using var command = QueryOf(what, db).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await db.Database.OpenConnectionAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(3));
        return string.Join("\n", lines);
    });

    // S1: the few that a number or an address is known by; and words are read in the index of the summaries, not in the long rows.
    [Theory]
    [InlineData("said", "COVERING INDEX IX_Complaints_Summary")]
    [InlineData("by mail", "IX_Complaints_ReporterEmail")]
    [InlineData("by phone", "IX_Complaints_ReporterPhone")]
    [InlineData("by customer", "IX_Complaints_CustomerId_Key")]
    public async Task What_somebody_knows_at_the_telephone_is_found_by_its_index(string what, string index)
    {
        var plan = await PlanAsync(what);
        Assert.Contains(index, plan);
        Assert.DoesNotContain("SCAN c\n", plan + "\n");
    }

    internal static IQueryable<object> QueryOf(string what, ComplaintsDb db)
    {
        var now = Now;
        return what switch
        {
            "clocks" => db.AllComplaints.Where(c => c.NextAt <= now).OrderBy(c => c.NextAt).Take(100),
            "offers" => db.AllComplaints.Where(c => c.OfferAt <= now).OrderBy(c => c.OfferAt).Take(100),
            "reviews" => db.AllComplaints.Where(c => c.ChaseAt <= now).OrderBy(c => c.ChaseAt).Take(100),
            "handovers" => db.Handovers.Where(h => h.DueAt <= now).OrderBy(h => h.DueAt),
            "surveys" => db.SurveysDue.Where(d => d.DueAt <= now).OrderBy(d => d.DueAt).Take(100),
            "reminders" => db.Invitations.Where(i => i.RemindAt <= now).OrderBy(i => i.RemindAt).Take(100),
            "actions" => db.CorrectiveActions.Where(a => a.NextAt <= now).OrderBy(a => a.NextAt).Take(100),
            "said" => ListComplaints.InOrder(new Sought(["torn", "box"], []).Among(db.Complaints.AsNoTracking(), db), null, null).Take(51),
            "by mail" or "by phone" or "by customer" => Sought.KnownBy(db, ["+8613800138000", "13800138000"], [Guid.Empty]).ElementAt(Array.IndexOf(["by mail", "by phone", "by customer"], what)).Select(object (key) => key),
            "remedies" => RemedyDesk.OfAll(db, Guid.Empty),
            "queue of a team" => Queue(db, new ComplaintFilter { Team = "service", Sort = "due" }),
            "queue of a person" => Queue(db, new ComplaintFilter { AssigneeId = "anna", Sort = "due" }),
            "a later page of the queue" => Queue(db, new ComplaintFilter { Sort = "due" }, new ListComplaints.Position(7, now)),
            _ => Queue(db, new ComplaintFilter { Sort = "due" }),
        };
    }

    private static IQueryable<Complaint> Queue(ComplaintsDb db, ComplaintFilter filter, ListComplaints.Position? after = null) =>
        ListComplaints.InOrder(filter.Apply(db.Complaints.AsNoTracking(), Now), "due", after).Take(51);
}
