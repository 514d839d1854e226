using System.Text.Json;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Insights.Data.Folding;

internal sealed class TakeOpportunities(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<OpportunityChanged, OpportunityRow>(db, signal)
{
    protected override Guid? CustomerOf(OpportunityChanged e) => e.CustomerId;

    protected override OpportunityRow Read(Received<OpportunityChanged> received)
    {
        var e = received.Event;
        return new OpportunityRow
        {
            Id = e.OpportunityId,
            Version = e.Version,
            OwnerId = e.OwnerId,
            Team = e.Team,
            Pipeline = e.Pipeline,
            Stage = e.Stage,
            State = e.State,
            Amount = e.BaseAmountMinor,
            Probability = e.ProbabilityPercent,
            ExpectedClose = e.ExpectedClose?.DayNumber,
            Stages = JsonSerializer.Serialize(e.StageEnteredAt, Json.Tolerant),
            CreatedAt = e.CreatedAt,
            ClosedAt = e.ClosedAt,
            CampaignId = e.CampaignId,
            Campaign = e.CampaignId is null ? e.Campaign : null,
        };
    }

    protected override void Count(OpportunityRow row, TallyDelta delta)
    {
        delta.On(Measure.OpportunitiesOpened, calendar.DayOf(row.CreatedAt), row.Team, row.OwnerId, row.Amount);
        if (row.State == "open") delta.Now(Measure.OpenOpportunities, row.Team, row.OwnerId, row.Amount);
        else if (row.ClosedAt is { } closed)
            delta.On(row.State == "won" ? Measure.OpportunitiesWon : Measure.OpportunitiesLost, calendar.DayOf(closed), row.Team, row.OwnerId, row.Amount);
    }
}

internal sealed class TakeContracts(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<ContractSigned, ContractRow>(db, signal)
{
    protected override Guid? CustomerOf(ContractSigned e) => e.CustomerId;

    protected override ContractRow Read(Received<ContractSigned> received)
    {
        var e = received.Event;
        return new ContractRow
        {
            Id = e.ContractId,
            Version = 1,
            OpportunityId = e.OpportunityId,
            OwnerId = e.OwnerId,
            Team = e.Team,
            Amount = e.BaseAmountMinor,
            At = e.SignedAt,
            Day = calendar.DayOf(e.SignedAt).DayNumber,
        };
    }

    protected override void Count(ContractRow row, TallyDelta delta) =>
        delta.On(Measure.ContractsSigned, DateOnly.FromDayNumber(row.Day), row.Team, row.OwnerId, row.Amount);
}

internal sealed class TakeTasks(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<TaskChanged, TaskRow>(db, signal)
{
    protected override Guid? CustomerOf(TaskChanged e) => e.CustomerId;

    protected override TaskRow Read(Received<TaskChanged> received)
    {
        var e = received.Event;
        return new TaskRow
        {
            Id = e.TaskId,
            Version = e.Version,
            AssigneeId = e.AssigneeId,
            Team = e.Team,
            State = e.State,
            Origin = e.Origin,
            DueAt = e.DueAt,
            DoneAt = e.DoneAt,
            Escalated = e.Escalated,
        };
    }

    protected override void Count(TaskRow row, TallyDelta delta)
    {
        if (row.State == "open") delta.Now(Measure.OpenTasks, row.Team, row.AssigneeId);
        if (row.State != "done" || row.DoneAt is not { } done) return;
        delta.On(Measure.TasksDone, calendar.DayOf(done), row.Team, row.AssigneeId);
        if (done > row.DueAt) delta.On(Measure.TasksDoneLate, calendar.DayOf(done), row.Team, row.AssigneeId);
    }
}

internal sealed class TakeInterventions(InsightsDb db, FoldSignal signal) : ThingFold<InterventionEnded, InterventionRow>(db, signal)
{
    protected override Guid? CustomerOf(InterventionEnded e) => e.CustomerId;

    protected override InterventionRow Read(Received<InterventionEnded> received) => new()
    {
        Id = received.Event.WarningId,
        Version = 1,
        Outcome = received.Event.Outcome,
        By = received.Event.By,
        At = received.Event.At,
    };
}
