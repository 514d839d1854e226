using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Handovers;

/// <param name="ToOwners">Token subjects of those who take over, in turn; nobody leaves the customers to the team, which a key customer does not allow.</param>
/// <param name="Team">The new team; each new owner's own when left out.</param>
/// <param name="CustomerIds">Only these; all that the person has when left out.</param>
public sealed record HandoverRequest(
    [property: Required, StringLength(400, MinimumLength = 1)] string Reason,
    [property: MaxLength(50)] IReadOnlyList<string>? ToOwners = null,
    [property: StringLength(60)] string? Team = null,
    [property: MaxLength(10_000)] IReadOnlyList<Guid>? CustomerIds = null);

/// <summary>Somebody who takes over, with their team.</summary>
public sealed record NewOwner(string Subject, string Team);

/// <summary>A customer that could not be handed over, by the id it was named by.</summary>
public sealed record HandoverRefusal(Guid CustomerId, string Name, string Code, string Detail);

/// <summary>What the job is to do.</summary>
internal sealed record HandoverOrder(string From, IReadOnlyList<NewOwner> To, string? Team, string Reason, IReadOnlyList<Guid>? CustomerIds, long Total);

/// <summary>C6: leaving staff hand over in bulk; a job does it, so that ten thousand customers are no different from ten.</summary>
internal static class HandOver
{
    public const string JobKind = "handover";

    public static async Task<Results<Accepted<JobView>, Invalid>> QueueAsync(
        string subject, HandoverRequest request, CustomersDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        var wanted = (request.ToOwners ?? []).Distinct().ToArray();
        var staff = await db.Staff.AsNoTracking().Where(s => wanted.Contains(s.Subject) && s.Active).ToDictionaryAsync(s => s.Subject, s => s.Team, cancellationToken);
        if (Array.Find(wanted, to => !staff.ContainsKey(to) || to == subject) is { } unknown)
            return new Invalid("toOwners", $"'{unknown}' is no other active member of staff.", "ownership.owner-unknown");
        var customers = request.CustomerIds?.Distinct().ToArray();
        var total = customers?.Length ?? await db.Customers.LongCountAsync(c => c.OwnerId == subject, cancellationToken);
        var order = new HandoverOrder(subject, [.. wanted.Select(to => new NewOwner(to, staff[to]))], request.Team, request.Reason, customers, total);
        var job = db.QueueJob(JobKind, order, caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/staff/handovers/{job.Id}", JobView.Of(job));
    }

    /// <summary>The customers that stayed where they were; complete once the job has ended.</summary>
    public static async Task<Results<Ok<Page<HandoverRefusal>>, Missing>> RefusedAsync(Guid id, ServiceDbAccessor accessor, Caller caller, CancellationToken cancellationToken)
    {
        var job = await JobEndpoints.FindAsync(accessor, caller, [JobKind], id, cancellationToken);
        return job is null ? new Missing("job", id) : TypedResults.Ok(Page.Whole<HandoverRefusal>(job.CheckpointAs<HandoverProgress>()?.Refused ?? []));
    }
}

/// <param name="AfterKey">Everything up to this row has been seen.</param>
/// <param name="Turn">Whose turn among the new owners is next.</param>
/// <param name="Refused">The first thousand; the job counts them all.</param>
internal sealed record HandoverProgress(long AfterKey, int Turn, long Done, long Rejected, IReadOnlyList<HandoverRefusal> Refused);
