using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Privacy;

/// <summary>C20: a person was erased: what identifies them is replaced here too, and nothing is to be done for them any more.</summary>
internal sealed class PersonErased(EngagementDb db, DealDesk deals, Erasure erasure) : IHandle<CustomerErased>
{
    private const string Engine = "system:engagement";

    public async Task HandleAsync(Received<CustomerErased> received, CancellationToken cancellationToken)
    {
        var id = received.Event.CustomerId;
        var gone = await db.GoneIntoAsync(id, cancellationToken);
        var calledAt = await db.CalledAtAsync(id, gone, cancellationToken);
        var files = await db.AllCustomers.Where(c => gone.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.Phone, c.Email }).ToListAsync(cancellationToken);
        await erasure.ReplaceAsync(new ErasedPerson(id)
        {
            // What an outlet was before it became a customer stands under its own id.
            AlsoIds = calledAt,
            Words = [.. files.Select(file => file.Name).Where(name => name != Erasing.Erased)],
            Marks = [.. files.SelectMany(file => new[] { file.Phone, file.Email }).OfType<string>()],
        }, cancellationToken);

        // Customers before what is theirs, as a step of a deal and a merge have them, so that none waits for the other; and looked at only then.
        await db.BeginOwnWriteAsync(cancellationToken);
        foreach (var file in gone) await db.HoldAsync(file, cancellationToken);
        var open = await db.Tasks.IgnoreQueryFilters().Where(t => t.CustomerId == id && t.State == TaskState.Open).ToListAsync(cancellationToken);
        foreach (var task in open)
        {
            _ = task.Cancel(null, Engine, received.At);
            // What others learn of the closed task names nobody.
            db.Publish(task.ToEvent(task.Version + 1) with { Title = Erasing.Erased }, id);
        }
        await GiveUpAsync(id, received.At, cancellationToken);
        foreach (var route in await db.RoutesNamingAsync(calledAt, cancellationToken)) route.Forget(stop => stop.IsAt(calledAt), Erasing.Erased);
        db.EraseCustomer(id, gone);
        db.Alongside(db.CommitOwnAsync);
    }

    /// <summary>What is owed to nobody does not become overdue, nobody is on the way to them, and nothing is forecast to be sold to them.</summary>
    private async Task GiveUpAsync(Guid id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var owed = await db.Promises.IgnoreQueryFilters().Where(p => p.CustomerId == id && (p.State == PromiseState.Given || p.State == PromiseState.Pending)).ToListAsync(cancellationToken);
        foreach (var promise in owed)
        {
            if (promise.Close(PromiseState.Withdrawn, null, at) is null) db.Publish(promise.ToEvent(promise.Version + 1) with { Text = Erasing.Erased }, id);
        }
        foreach (var deal in await db.Opportunities.IgnoreQueryFilters().Where(o => o.CustomerId == id && o.State == DealState.Open).ToListAsync(cancellationToken))
        {
            deal.LoseToErasure(await deals.PipelineAsync(deal.Pipeline, cancellationToken), at, Engine);
            await deals.TellAsync(deal, cancellationToken, Erasing.Erased);
        }
        foreach (var intervention in await db.Interventions.IgnoreQueryFilters().Where(i => i.CustomerId == id && i.EndedAt == null).ToListAsync(cancellationToken)) intervention.GiveUp(Engine, at);
        foreach (var activity in await db.Activities.IgnoreQueryFilters().Where(a => a.CustomerId == id && a.State == ActivityState.Planned).ToListAsync(cancellationToken))
        {
            var follow = await db.FollowAsync(activity, cancellationToken);
            if (activity.Cancel(null) is not null) continue;
            follow();
            db.Tell(activity);
        }
    }
}

/// <summary>Words of this service's own requests and answers that say something personal.</summary>
internal static class PersonalWords
{
    public static void AddPersonalWords(this IServiceCollection services) => services.Configure<ErasureOptions>(options => options.Texts.UnionWith(
    [
        "goal", "content", "place", "need", "solution", "decisionMaker", "nextStep", "lostReason", "customerSignatory", "words", "likelyNeeds", "keyPerson", "longTermGoal",
        "participants", "decisionNote", "result", "decider", "dealerRelations", "protocol", "agenda",
    ]));
}
