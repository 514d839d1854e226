using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Calls;

/// <summary>E1, E3: logs a call that took place or was tried, or plans one.</summary>
internal static class LogCall
{
    public static async Task<Results<Created<CallView>, Invalid>> HandleAsync(
        CallRequest request, EngagementDb db, ActivityDesk desk, CallDesk calls, Caller caller, TimeProvider time, IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if (request.Check() is { } incomplete) return new Invalid(incomplete);
        if (request.PlannedAt is { } at) return await PlanAsync(request, at, db, desk, caller, time, cancellationToken);
        var now = time.GetUtcNow();
        var started = request.StartedAt ?? now.AddMinutes(-(request.Minutes ?? 0));
        if ((Moments.Happened("startedAt", request.StartedAt, now, options.Value.ClockTolerance)
            ?? Moments.Happened("minutes", request.StartedAt?.AddMinutes(request.Minutes ?? 0), now, options.Value.ClockTolerance) ?? Moments.CallBack(request.CallBackAt, started)) is { } wrong)
            return new Invalid(wrong);
        var (found, unknown) = await desk.FindAsync(request, present: null, cancellationToken);
        if (found is null) return new Invalid(unknown!);
        var (outcome, nobody) = await desk.FindOutcomeAsync(request, found.Owner, cancellationToken);
        if (outcome is null) return new Invalid(nobody!);

        var plan = found.Plan(request.Direction, request.Purpose, started, null, null, null, request);
        var result = new ActivityResult(started, started.AddMinutes(request.Minutes ?? 0), request.Outcome, request.Notes, request.Minutes);
        var call = Call.Log(plan, request.Reached!.Value, result, request.CallBackAt, caller.Subject, now);
        calls.Enter(call, found.Customer, outcome, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/calls/{call.Id}", CallView.Of(call));
    }

    private static async Task<Results<Created<CallView>, Invalid>> PlanAsync(
        CallRequest request, DateTimeOffset at, EngagementDb db, ActivityDesk desk, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (found, unknown) = await desk.FindAsync(request, present: null, cancellationToken);
        if (found is null) return new Invalid(unknown!);
        var call = Call.Plan(found.Plan(request.Direction, request.Purpose, at, request.PlannedMinutes, null, request.Notes, request), caller.Subject, time.GetUtcNow());
        db.Enter(call);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/calls/{call.Id}", CallView.Of(call));
    }
}
