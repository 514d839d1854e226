using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Work;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Cadences;

/// <summary>E6: the steps of the engine, each on a piece of the customers and saved by itself.</summary>
internal sealed class FollowUpSteps(EngagementDb db)
{
    private const string Engine = "system:engagement";

    private readonly Dictionary<string, KnownColleague?> colleagues = [];
    private readonly Dictionary<string, string> teamManagers = [];

    /// <summary>Closes the tasks of customers that were spoken to meanwhile, or are out of reach.</summary>
    public async Task<int> SettleAsync(DateTimeOffset now, int batch, CancellationToken cancellationToken)
    {
        var customers = await db.AllCustomers.Where(c => c.Cycle == CycleState.Contacted).OrderBy(c => c.Cell).ThenBy(c => c.RoundBegan).Take(batch).ToListAsync(cancellationToken);
        var tasks = await TasksAsync(customers, cancellationToken);
        foreach (var customer in customers)
        {
            if (customer.CycleTaskId is { } id && tasks.TryGetValue(id, out var task) && task.State == TaskState.Open)
            {
                // It was out of reach and is back, or parted again (C16), before this look: nobody has spoken with it, and its task goes on.
                if (customer.IsFollowed && task.Occasion == customer.Clock.PeriodKey)
                {
                    Resume(customer, task);
                    continue;
                }
                _ = customer.IsFollowed ? task.Complete(null, Engine, now) : task.Cancel(null, Engine, now);
                db.Tell(task);
            }
            customer.Settle();
        }
        await db.SaveChangesAsync(cancellationToken);
        return customers.Count;
    }

    /// <summary>Does with each customer of a cell that began its round before a bound what there is to do.</summary>
    public async Task<int> AdvanceAsync(
        CycleState state, CadenceKey key, DateTimeOffset before, FollowUpPolicy policy, DateTimeOffset now, int batch, CancellationToken cancellationToken)
    {
        var cell = key.Cell;
        var customers = await db.AllCustomers.Where(c => c.Cycle == state && c.Cell == cell && c.RoundBegan < before)
            .OrderBy(c => c.RoundBegan).Take(batch).ToListAsync(cancellationToken);
        if (customers.Count == 0) return 0;
        var tasks = state == CycleState.Waiting ? await TasksOfPeriodsAsync(customers, cancellationToken) : await TasksAsync(customers, cancellationToken);
        await KnowAsync(customers.Select(customer => customer.OwnerId), cancellationToken);
        if (state == CycleState.TaskOpen) await KnowTeamsAsync(customers, cancellationToken);
        foreach (var customer in customers)
        {
            var task = state == CycleState.Waiting
                ? tasks.Values.FirstOrDefault(task => task.FirstCustomerId == customer.Id && task.Occasion == customer.Clock.PeriodKey)
                : tasks.GetValueOrDefault(customer.CycleTaskId ?? Guid.Empty);
            Advance(customer, task, policy, now);
        }
        await db.SaveChangesAsync(cancellationToken);
        return customers.Count;
    }

    /// <summary>Gives open tasks the due date they have by the present cadence. Returns how many, and the key to go on after.</summary>
    public async Task<(int Moved, long? After)> MoveAsync(long after, FollowUpPolicy policy, DateTimeOffset now, int batch, CancellationToken cancellationToken)
    {
        var tasks = await db.Tasks.IgnoreQueryFilters().Where(t => t.Origin == TaskOrigin.FollowUpCycle && t.State == TaskState.Open && t.EscalatedAt == null && t.Key > after)
            .OrderBy(t => t.Key).Take(batch).ToListAsync(cancellationToken);
        var ids = tasks.Select(task => task.CustomerId).ToArray();
        var customers = await db.AllCustomers.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var moved = 0;
        foreach (var task in tasks)
        {
            if (!customers.TryGetValue(task.CustomerId!.Value, out var customer) || customer.CycleTaskId != task.Id) continue;
            var look = FollowUpLook.At(now, customer.Clock, new FollowUpTask(customer.Clock.PeriodKey, task.DueAt), customer.CadenceKey, policy.Plan, policy.Calendar);
            if (look.Step != FollowUpStep.MoveTask) continue;
            task.MoveTo(look.Due);
            db.Tell(task);
            moved++;
        }
        await db.SaveChangesAsync(cancellationToken);
        return (moved, tasks.Count == batch ? tasks[^1].Key : null);
    }

    private void Advance(KnownCustomer customer, WorkTask? task, FollowUpPolicy policy, DateTimeOffset now)
    {
        var stored = task is null ? null : new FollowUpTask(customer.Clock.PeriodKey, task.DueAt, task.EscalatedAt, task.ClosedAt, task.State == TaskState.Cancelled && !WasOutOfReach(task));
        var look = FollowUpLook.At(now, customer.Clock, stored, customer.CadenceKey, policy.Plan, policy.Calendar);
        switch (look.Step)
        {
            case FollowUpStep.OpenTask:
                var opened = Open(customer, look.Due, now);
                db.Enter(opened);
                customer.NoteTask(opened.Id);
                break;
            case FollowUpStep.MoveTask:
                task!.MoveTo(look.Due);
                db.Tell(task);
                customer.NoteTask(task.Id);
                break;
            // E6: to the manager of whoever is owner at that time.
            case FollowUpStep.Escalate:
                task!.EscalateTo(ManagerOf(customer), now);
                db.Tell(task);
                if (task.State == TaskState.Open) customer.NoteEscalation();
                else customer.BeginNextRound(now);
                break;
            case FollowUpStep.BeginNextRound:
                // E6, C16: what was closed because the customer was out of reach leaves it as overdue as it was.
                customer.BeginNextRound(WasOutOfReach(task!) ? customer.RoundBegan : task!.ClosedAt!.Value);
                break;
            default:
                // The task is there and waits for its time: a row that did not say so says so now.
                if (task is not null) Resume(customer, task);
                break;
        }
    }

    private static bool WasOutOfReach(WorkTask task) => task is { State: TaskState.Cancelled, ClosedBy: Engine };

    private static void Resume(KnownCustomer customer, WorkTask task)
    {
        customer.NoteTask(task.Id);
        if (task.EscalatedAt is not null) customer.NoteEscalation();
    }

    private WorkTask Open(KnownCustomer customer, DateTimeOffset due, DateTimeOffset now)
    {
        var language = Find(customer.OwnerId)?.Language ?? customer.Language;
        var title = language switch
        {
            "zh-Hant" => $"跟進客戶：{customer.Name}",
            _ when language.StartsWith("zh", StringComparison.Ordinal) => $"跟进客户：{customer.Name}",
            _ => $"Follow up with {customer.Name}",
        };
        var order = new TaskOrder(title, null, customer.Id, customer.OwnerId, customer.Team, due);
        return WorkTask.Of(order, TaskOrigin.FollowUpCycle, customer.Id, Engine, now, customer.Clock.PeriodKey);
    }

    /// <summary>The owner's manager; where the team has the customer, or its owner has nobody above, whoever most of the team answers to.</summary>
    private string? ManagerOf(KnownCustomer customer) => Find(customer.OwnerId)?.ManagerId ?? teamManagers.GetValueOrDefault(customer.Team);

    private KnownColleague? Find(string? subject) => subject is null ? null : colleagues.GetValueOrDefault(subject);

    private async Task KnowAsync(IEnumerable<string?> subjects, CancellationToken cancellationToken)
    {
        var unknown = subjects.OfType<string>().Distinct().Where(subject => !colleagues.ContainsKey(subject)).ToArray();
        if (unknown.Length == 0) return;
        foreach (var subject in unknown) colleagues[subject] = null;
        foreach (var known in await db.Colleagues.AsNoTracking().Where(c => unknown.Contains(c.Subject)).ToListAsync(cancellationToken)) colleagues[known.Subject] = known;
    }

    private async Task KnowTeamsAsync(List<KnownCustomer> customers, CancellationToken cancellationToken)
    {
        var teams = customers.Where(customer => Find(customer.OwnerId)?.ManagerId is null).Select(customer => customer.Team).Distinct().ToArray();
        if (teams.Length == 0) return;
        var managed = await db.Colleagues.Where(c => teams.Contains(c.Team) && c.Active && c.ManagerId != null)
            .GroupBy(c => new { c.Team, c.ManagerId }).Select(group => new { group.Key.Team, group.Key.ManagerId, Count = group.Count() }).ToListAsync(cancellationToken);
        foreach (var group in managed.GroupBy(row => row.Team))
            teamManagers[group.Key] = group.OrderByDescending(row => row.Count).ThenBy(row => row.ManagerId, StringComparer.Ordinal).First().ManagerId!;
    }

    private Task<Dictionary<Guid, WorkTask>> TasksAsync(List<KnownCustomer> customers, CancellationToken cancellationToken)
    {
        var ids = customers.Select(customer => customer.CycleTaskId).OfType<Guid>().ToArray();
        return db.Tasks.IgnoreQueryFilters().Where(task => ids.Contains(task.Id)).ToDictionaryAsync(task => task.Id, cancellationToken);
    }

    private Task<Dictionary<Guid, WorkTask>> TasksOfPeriodsAsync(List<KnownCustomer> customers, CancellationToken cancellationToken)
    {
        var ids = customers.Select(customer => (Guid?)customer.Id).ToArray();
        var periods = customers.Select(customer => customer.Clock.PeriodKey).ToArray();
        // By the file it was made for, as the key of a period is: of a file that parts from another (C16) the tasks may still be on their way back.
        return db.Tasks.IgnoreQueryFilters().Where(task => ids.Contains(task.FirstCustomerId) && periods.Contains(task.Occasion)).ToDictionaryAsync(task => task.Id, cancellationToken);
    }
}
