using CrmPlatform.Engagement.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>
/// C16: lets everything of a customer follow a merge. The first customer of each row stays written in it, so that an undone merge knows
/// what goes back. Statements past the change tracker: a long history moves without being read.
/// </summary>
internal static class Belongings
{
    public static void MoveToSurvivor(this EngagementDb db, Guid merged, Guid survivor)
    {
        db.Move(db.Activities, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.Series, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.Opportunities, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.Quotes, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.Contracts, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.Promises, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.Conversations, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.KnownQualifications, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.CampaignMembers, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Move(db.Interventions, things => things.Where(thing => thing.CustomerId == merged), survivor);
        db.Alongside(ct => db.Tasks.IgnoreQueryFilters().Where(task => task.CustomerId == merged)
            .ExecuteUpdateAsync(set => set.SetProperty(task => task.CustomerId, survivor).SetProperty(task => task.Version, task => task.Version + 1), ct));
        db.Alongside(ct => db.Outlets.IgnoreQueryFilters().Where(outlet => outlet.CustomerId == merged)
            .ExecuteUpdateAsync(set => set.SetProperty(outlet => outlet.CustomerId, survivor).SetProperty(outlet => outlet.Version, outlet => outlet.Version + 1), ct));
        db.Alongside(ct => db.Timeline.IgnoreQueryFilters().Where(entry => entry.CustomerId == merged)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.CustomerId, survivor), ct));
    }

    /// <param name="firsts">The parted file, and whatever had gone into it before: <see cref="Survivors.GoneIntoAsync"/>.</param>
    public static void MoveBack(this EngagementDb db, Guid survivor, Guid parted, Guid[] firsts)
    {
        db.Move(db.Activities, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.Series, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.Opportunities, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.Quotes, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.Contracts, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.Promises, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.Conversations, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.KnownQualifications, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.CampaignMembers, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Move(db.Interventions, things => things.Where(thing => thing.CustomerId == survivor && firsts.Contains(thing.FirstCustomerId)), parted);
        db.Alongside(ct => db.Tasks.IgnoreQueryFilters().Where(task => task.CustomerId == survivor && firsts.Contains(task.FirstCustomerId!.Value))
            .ExecuteUpdateAsync(set => set.SetProperty(task => task.CustomerId, parted).SetProperty(task => task.Version, task => task.Version + 1), ct));
        db.Alongside(ct => db.Outlets.IgnoreQueryFilters().Where(outlet => outlet.CustomerId == survivor && firsts.Contains(outlet.FirstCustomerId!.Value))
            .ExecuteUpdateAsync(set => set.SetProperty(outlet => outlet.CustomerId, parted).SetProperty(outlet => outlet.Version, outlet => outlet.Version + 1), ct));
        db.Alongside(ct => db.Timeline.IgnoreQueryFilters().Where(entry => entry.CustomerId == survivor && firsts.Contains(entry.FirstCustomerId))
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.CustomerId, parted), ct));
        db.MoveHistoryBack(survivor, parted);
    }

    /// <summary>C21: what was changed in the meantime is told of where the thing is, and goes with it when the person is erased.</summary>
    private static void MoveHistoryBack(this EngagementDb db, Guid survivor, Guid parted)
    {
        IQueryable<Guid> Of<T>(DbSet<T> things) where T : CustomerThing => things.IgnoreQueryFilters().Where(thing => thing.CustomerId == parted).Select(thing => thing.Id);
        var gone = Of(db.Activities).Concat(Of(db.Series)).Concat(Of(db.Opportunities)).Concat(Of(db.Quotes)).Concat(Of(db.Contracts)).Concat(Of(db.Promises))
            .Concat(Of(db.Conversations)).Concat(Of(db.KnownQualifications)).Concat(Of(db.CampaignMembers)).Concat(Of(db.Interventions))
            .Concat(db.Tasks.IgnoreQueryFilters().Where(task => task.CustomerId == parted).Select(task => task.Id))
            .Concat(db.Outlets.IgnoreQueryFilters().Where(outlet => outlet.CustomerId == parted).Select(outlet => outlet.Id));
        db.Alongside(ct => db.Changes.Where(change => change.Subject == survivor && gone.Contains(change.EntityId))
            .ExecuteUpdateAsync(set => set.SetProperty(change => change.Subject, parted), ct));
    }

    private static void Move<T>(this EngagementDb db, DbSet<T> things, Func<IQueryable<T>, IQueryable<T>> which, Guid to) where T : CustomerThing =>
        db.Alongside(ct => which(things.IgnoreQueryFilters()).ExecuteUpdateAsync(set => set
            .SetProperty(thing => thing.CustomerId, to)
            .SetProperty(thing => thing.Version, thing => thing.Version + 1), ct));
}
