using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Privacy;

/// <summary>C20: a person was erased: what identifies them is replaced here too, and nothing is to be done for them any more.</summary>
internal sealed class PersonErased(EngagementDb db, Erasure erasure) : IHandle<CustomerErased>
{
    private const string Engine = "system:engagement";

    public async Task HandleAsync(Received<CustomerErased> received, CancellationToken cancellationToken)
    {
        var id = received.Event.CustomerId;
        var files = await db.AllCustomers.Where(c => c.Id == id || c.MergedInto == id).Select(c => new { c.Id, c.Name, c.Phone, c.Email }).ToListAsync(cancellationToken);
        await erasure.ReplaceAsync(new ErasedPerson(id)
        {
            AlsoIds = [.. files.Select(file => file.Id)],
            Words = [.. files.Select(file => file.Name).Where(name => name != Erasing.Erased)],
            Marks = [.. files.SelectMany(file => new[] { file.Phone, file.Email }).OfType<string>()],
        }, cancellationToken);

        var open = await db.Tasks.IgnoreQueryFilters().Where(t => t.CustomerId == id && t.State == TaskState.Open).ToListAsync(cancellationToken);
        foreach (var task in open)
        {
            _ = task.Cancel(null, Engine, received.At);
            // What others learn of the closed task names nobody.
            db.Publish(task.ToEvent(task.Version + 1) with { Title = Erasing.Erased }, id);
        }
        db.EraseCustomer(id);
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
