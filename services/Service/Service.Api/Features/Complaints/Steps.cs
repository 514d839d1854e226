using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>A step as it was recorded.</summary>
/// <param name="Step">1 to 7.</param>
/// <param name="Round">1 at first; each reopening begins a new one.</param>
/// <param name="Record">The fields of the step.</param>
public sealed record StepView(int Step, string Name, int Round, JsonObject Record, string By, DateTimeOffset At);

/// <param name="Done">False where it is still to come, or to be done again: after a dissatisfied answer another solution is.</param>
public sealed record ChecklistLine(int Step, string Name, bool Done);

/// <summary>An attempt to reach the customer that came to nothing.</summary>
public sealed record AttemptView(int Round, string Channel, string Note, string By, DateTimeOffset At);

/// <param name="Recourse">What a customer who was not satisfied was told can be done further.</param>
public sealed record ClosingView(int Round, ClosingGround Ground, string? Recourse, string By, DateTimeOffset At);

public sealed record ReopeningView(string Reason, string By, DateTimeOffset At);

/// <summary>S4: the checklist of the present round, and every record of all rounds in order, with what was done beside the steps.</summary>
public sealed record StepsView(
    int Round, IReadOnlyList<ChecklistLine> Checklist, int? Next, IReadOnlyList<StepView> Records, IReadOnlyList<AttemptView> Attempts, IReadOnlyList<ClosingView> Closings,
    IReadOnlyList<ReopeningView> Reopenings, long Version) : IVersionedView;

/// <summary>A step that was just recorded, with where the complaint stands now.</summary>
public sealed record RecordedStepView(StepView Recorded, ComplaintStatus State, int StepsDone, int? Next, long Version) : IVersionedView;

/// <summary>S4: the seven steps, in order, each with its record.</summary>
internal static class Steps
{
    public static async Task<Results<Ok<StepsView>, Missing>> ListAsync(Guid id, ComplaintsDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        var language = http.Language();
        var checklist = Enum.GetValues<Step>().Select(step => new ChecklistLine((int)step, Terms.Name(step, language), complaint.Course.IsDone(step)));
        return TypedResults.Ok(new StepsView(
            complaint.Course.Round, [.. checklist], (int?)complaint.Course.NextStep, [.. complaint.Course.Steps.Select(entry => View(entry, language))],
            [.. complaint.Course.Attempts.Select(attempt => new AttemptView(attempt.Round, attempt.Channel, attempt.Note, attempt.By, attempt.At))],
            [.. complaint.Course.Closings.Select(closing => new ClosingView(closing.Round, closing.Because, closing.Recourse, closing.By, closing.At))],
            [.. complaint.Course.Reopenings.Select(reopening => new ReopeningView(reopening.Reason, reopening.By, reopening.At))], complaint.Version));
    }

    public static async Task<Results<Created<RecordedStepView>, Missing, Invalid, Refused, Stale>> RecordAsync(
        Guid id, StepBody body, IfMatch ifMatch, ComplaintsDb db, ComplaintActs acts, Caller caller, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        if (body.Problem is { } problem) return problem;
        if (await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        if (!ifMatch.Matches(complaint)) return new Stale(complaint.Version);
        if (complaint.IsMerged) return new Refused(Complaint.Merged);
        var (record, now) = (body.Request!.ToRecord(), time.GetUtcNow());
        if (complaint.Record(record, caller.Subject, now) is { } refusal)
            return refusal.Kind == RefusalKind.Invalid ? new Invalid(FieldErrors.Of(refusal), refusal.Code) : new Refused(refusal);
        db.Publish(new ComplaintStepRecorded(complaint.Id, complaint.CustomerId, complaint.Number.ToString(), (int)record.Step, caller.Subject, now), complaint.Id);
        await acts.SaveAsync(complaint, cancellationToken);
        return TypedResults.Created($"/api/v1/complaints/{id}/steps", new RecordedStepView(
            View(complaint.Course.Steps[^1], http.Language()), complaint.State, complaint.StepsDone, (int?)complaint.NextStep, complaint.Version));
    }

    private static StepView View(StepEntry entry, Language language)
    {
        var record = JsonSerializer.SerializeToNode(entry.Record, entry.Record.GetType(), CourseJson.Options)!.AsObject();
        return new StepView((int)entry.Record.Step, Terms.Name(entry.Record.Step, language), entry.Round, record, entry.By, entry.At);
    }
}
