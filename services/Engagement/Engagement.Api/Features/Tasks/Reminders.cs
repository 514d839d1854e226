using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Tasks;

/// <summary>E12: publishes the reminders that are due; each once, found by an index.</summary>
internal sealed class Reminders(IServiceScopeFactory scopes, TimeProvider time) : IRound
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await TasksAsync(cancellationToken) == Batch)
        {
        }
        while (await ActivitiesAsync(cancellationToken) == Batch)
        {
        }
    }

    private async Task<int> TasksAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), time.GetUtcNow());
        var due = await db.Tasks.IgnoreQueryFilters().Where(t => t.RemindAt != null && t.RemindAt <= now).OrderBy(t => t.RemindAt).Take(Batch).ToListAsync(cancellationToken);
        foreach (var task in due)
        {
            db.Publish(new ReminderDue("task", task.Id, task.CustomerId, task.AssigneeId ?? "", task.Team, task.Title, task.DueAt, now), task.CustomerId ?? task.Id);
            task.Reminded();
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count;
    }

    private async Task<int> ActivitiesAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), time.GetUtcNow());
        var due = await db.Activities.IgnoreQueryFilters().Where(a => a.RemindAt != null && a.RemindAt <= now).OrderBy(a => a.RemindAt).Take(Batch).ToListAsync(cancellationToken);
        var calls = await CallTitlesAsync(db, [.. due.OfType<Call>()], cancellationToken);
        foreach (var activity in due)
        {
            var title = (activity as Visit)?.Goal ?? (activity as OtherActivity)?.Subject ?? calls.GetValueOrDefault(activity.Id, "");
            db.Publish(new ReminderDue(EnumCode.Of(activity.Kind), activity.Id, activity.CustomerId, activity.OwnerId, activity.Team, title, activity.At, now), activity.CustomerId);
            activity.Reminded();
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count;
    }

    /// <summary>A call has no words for what it is about: whom to call, in the language of whoever is to.</summary>
    private static async Task<Dictionary<Guid, string>> CallTitlesAsync(EngagementDb db, List<Call> calls, CancellationToken cancellationToken)
    {
        if (calls.Count == 0) return [];
        var names = await db.NamesAsync(calls.Select(call => call.CustomerId), cancellationToken);
        string[] owners = [.. calls.Select(call => call.OwnerId).Distinct()];
        var languages = await db.Colleagues.Where(c => owners.Contains(c.Subject)).Select(c => new { c.Subject, c.Language }).ToDictionaryAsync(c => c.Subject, c => c.Language, cancellationToken);
        return calls.ToDictionary(call => call.Id, call => Words(names.GetValueOrDefault(call.CustomerId, "")).In(RequestLanguage.FromTag(languages.GetValueOrDefault(call.OwnerId)) ?? Language.English));
    }

    private static Wording Words(string customer) => new($"Call {customer}", $"致电：{customer}", $"致電：{customer}");
}
