using System.Text.Json;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>
/// C20: takes out who only stands at a customer: the name typed beside the contact's id, and the id. Whoever took part stays one of those who did.
/// Statements past the change tracker, as of <see cref="Erasing"/>.
/// </summary>
internal static class ErasingContacts
{
    private const int AtOnce = 200;

    private const string ActivitiesOnSqlite = "SELECT * FROM \"Activities\" WHERE instr(\"Participants\", {0}) > 0";
    private const string ActivitiesOnSqlServer = "SELECT * FROM [Activities] WHERE CHARINDEX({0}, [Participants]) > 0";
    private const string SeriesOnSqlite = "SELECT * FROM \"Series\" WHERE instr(\"Template\", {0}) > 0";
    private const string SeriesOnSqlServer = "SELECT * FROM [Series] WHERE CHARINDEX({0}, [Template]) > 0";

    /// <param name="files">Under which something with the contact may stand, all of them held.</param>
    public static void EraseContact(this EngagementDb db, Guid contact, Guid[] files)
    {
        // Series before activities: one that makes some at this moment has made them by then, or makes them without the name.
        db.Alongside(ct => db.ForgetInSeriesAsync(contact, files, ct));
        db.Alongside(ct => db.ForgetInActivitiesAsync(contact, files, ct));
        // E8: who decides is typed without an id; it is taken for the contact that the deal names.
        db.Alongside(ct => db.Opportunities.IgnoreQueryFilters().Where(o => files.Contains(o.CustomerId) && o.ContactId == contact).ExecuteUpdateAsync(set => set
            .SetProperty(o => o.ContactId, (Guid?)null).SetProperty(o => o.DecisionMaker, (string?)null).SetProperty(o => o.Version, o => o.Version + 1), ct));
    }

    /// <summary>C21: what the history tells of deals keeps neither the contact nor what the decision maker was called as long as the deal named that contact.</summary>
    public static async Task ForgetDecidersAsync(this EngagementDb db, Guid contact, Guid[] files, CancellationToken cancellationToken)
    {
        var named = contact.ToString();
        var now = await db.Opportunities.IgnoreQueryFilters().Where(o => files.Contains(o.CustomerId) && o.ContactId == contact).Select(o => o.Id).ToListAsync(cancellationToken);
        var before = await db.Changes.Where(change => files.Contains(change.Subject) && change.Entity == DealHistory.Entity && change.Fields!.Contains(named))
            .Select(change => change.EntityId).Distinct().ToListAsync(cancellationToken);
        foreach (var id in now.Union(before))
        {
            var changes = await db.Changes.Where(change => files.Contains(change.Subject) && change.EntityId == id && change.Fields != null)
                .OrderByDescending(change => change.Key).ToListAsync(cancellationToken);
            var deal = await db.Opportunities.IgnoreQueryFilters().AsNoTracking().Where(o => o.Id == id).Select(o => new { o.ContactId, o.DecisionMaker }).SingleOrDefaultAsync(cancellationToken);
            DealHistory.Forget(contact, changes, deal?.ContactId, deal?.DecisionMaker);
        }
    }

    private static async Task ForgetInSeriesAsync(this EngagementDb db, Guid contact, Guid[] files, CancellationToken cancellationToken)
    {
        var found = await db.Series.FromSqlRaw(db.IsSqlite ? SeriesOnSqlite : SeriesOnSqlServer, contact.ToString()).IgnoreQueryFilters().AsNoTracking()
            .Where(s => files.Contains(s.CustomerId)).Select(s => new { s.Key, s.Version, s.Template }).ToListAsync(cancellationToken);
        foreach (var series in found)
        {
            var template = series.Template with { Participants = Without(contact, series.Template.Participants) };
            Taken(await db.Series.IgnoreQueryFilters().Where(s => s.Key == series.Key && s.Version == series.Version)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Template, template).SetProperty(s => s.Version, s => s.Version + 1), cancellationToken));
        }
    }

    private static async Task ForgetInActivitiesAsync(this EngagementDb db, Guid contact, Guid[] files, CancellationToken cancellationToken)
    {
        // By the customer's index; the keys first, so that no order of theirs tempts a database to read the whole table.
        var keys = await db.Activities.FromSqlRaw(db.IsSqlite ? ActivitiesOnSqlite : ActivitiesOnSqlServer, contact.ToString()).IgnoreQueryFilters()
            .Where(a => files.Contains(a.CustomerId)).Select(a => a.Key).ToListAsync(cancellationToken);
        foreach (var some in keys.Chunk(AtOnce))
        {
            var found = await db.Activities.IgnoreQueryFilters().AsNoTracking().Where(a => some.Contains(a.Key)).Select(a => new { a.Key, a.Version, a.Participants }).ToListAsync(cancellationToken);
            foreach (var activity in found)
            {
                var participants = Without(contact, activity.Participants);
                Taken(await db.Activities.IgnoreQueryFilters().Where(a => a.Key == activity.Key && a.Version == activity.Version)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.Participants, participants).SetProperty(a => a.Version, a => a.Version + 1), cancellationToken));
            }
        }
    }

    private static IReadOnlyList<Participant> Without(Guid contact, IReadOnlyList<Participant> participants) =>
        [.. participants.Select(one => one.ContactId == contact ? one with { Name = Erasing.Erased, ContactId = null } : one)];

    /// <summary>Somebody else wrote the row between the look and the change: all is looked at anew.</summary>
    private static void Taken(int rows)
    {
        if (rows == 0) throw new DbUpdateConcurrencyException("What names an erased contact was changed at this moment.");
    }
}

/// <summary>C20, C21: what the history of a deal says of a contact and of who decides.</summary>
internal static class DealHistory
{
    public const string Entity = "opportunity";

    private const string Contact = "contactId";
    private const string Decider = "decisionMaker";

    /// <param name="changes">Of one deal, newest first.</param>
    /// <param name="who">The contact it names now.</param>
    /// <param name="called">What its decision maker is called now.</param>
    public static void Forget(Guid contact, IReadOnlyList<Change> changes, Guid? who, string? called)
    {
        var told = changes.Select(change => (Change: change, Fields: JsonSerializer.Deserialize<List<FieldChange>>(change.Fields!, Json.Tolerant)!)).ToList();
        var named = contact.ToString();
        // Back from what it says now: what stood while the deal named the contact.
        var theirs = new HashSet<string>();
        var (at, text) = (who?.ToString(), called);
        foreach (var (_, fields) in told)
        {
            if (at == named && text is not null) theirs.Add(text);
            foreach (var field in fields)
            {
                if (field.Field == Contact) at = field.From;
                else if (field.Field == Decider) text = field.From;
            }
        }
        if (at == named && text is not null) theirs.Add(text);
        // What stands there today without that contact may be anybody.
        if (who != contact && called is not null) theirs.Remove(called);
        foreach (var (change, fields) in told)
        {
            bool Goes(FieldChange field, string? value) => value is not null && ((field.Field == Contact && value == named) || (field.Field == Decider && theirs.Contains(value)));
            if (!fields.Exists(field => Goes(field, field.From) || Goes(field, field.To))) continue;
            change.Fields = JsonSerializer.Serialize(
                fields.Select(field => new FieldChange(field.Field, Goes(field, field.From) ? null : field.From, Goes(field, field.To) ? null : field.To)), Json.Tolerant);
        }
    }
}
