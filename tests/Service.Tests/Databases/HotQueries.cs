using CrmPlatform.Service.Data;
using CrmPlatform.Service.Tests.Http;
using CrmPlatform.Testing;

namespace CrmPlatform.Service.Tests.Databases;

/// <summary>The queries of <see cref="FoundByIndex"/> in SQL Server's words.</summary>
public sealed class HotQueries
{
    [Theory]
    [InlineData("clocks", "IX_Complaints_NextAt", "the rows that are due, 100 at most")]
    [InlineData("offers", "IX_Complaints_OfferAt", "the rows that are due, 100 at most")]
    [InlineData("reviews", "IX_Complaints_ChaseAt", "the rows that are due, 100 at most")]
    [InlineData("handovers", "IX_Handovers_DueAt", "the rows that are due")]
    [InlineData("surveys", "IX_SurveysDue_DueAt", "the rows that are due, 100 at most")]
    [InlineData("reminders", "IX_Invitations_RemindAt", "the rows that are due, 100 at most")]
    [InlineData("actions", "IX_CorrectiveActions_NextAt", "the rows that are due, 100 at most")]
    [InlineData("by phone", "IX_Complaints_ReporterPhone", null)]
    [InlineData("queue", "IX_Complaints_IsOpen_QueueAt_Key", "the rows of a page")]
    [InlineData("queue of a team", "IX_Complaints_Team_IsOpen_QueueAt_Key", "the rows of a page")]
    [InlineData("queue of a person", "IX_Complaints_AssigneeId_IsOpen_QueueAt_Key", "the rows of a page")]
    [InlineData("a later page of the queue", "IX_Complaints_IsOpen_QueueAt_Key", "the rows of a page")]
    public void Each_is_the_approved_one_and_its_index_is_there(string name, string index, string? rows)
    {
        using var db = ApprovedSql.Context<ComplaintsSqlServer>();
        ApprovedSql.IsApproved(db, name, index, rows, FoundByIndex.QueryOf(name, db));
    }
}
