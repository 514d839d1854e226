using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Fields;

/// <summary>
/// C21: that a customer went on a list or off it stands in its history. The list is kept there by its id: what it is called may be somebody who is
/// erased (C20), and is asked for when the history is read.
/// </summary>
internal static class ListHistory
{
    public const string Entity = "segment-member";
    public const string Field = "list";

    public static void NoteListed(this CustomersDb db, Guid list, Guid customer, Caller caller, DateTimeOffset now) =>
        db.Note(customer, Entity, list, ByHandHistory.Created, [new FieldChange(Field, null, $"{list}")], caller, now);

    public static void NoteUnlisted(this CustomersDb db, Guid list, Guid customer, Caller caller, DateTimeOffset now) =>
        db.Note(customer, Entity, list, ByHandHistory.Deleted, [new FieldChange(Field, $"{list}", null)], caller, now);

    /// <summary>What the lists among these changes are called now; one that is gone is not among them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ListNamesAsync(this CustomersDb db, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        var ids = changes.Where(change => change.Entity == Entity).Select(change => change.EntityId).Distinct().ToArray();
        return ids.Length == 0 ? new Dictionary<string, string>() : await db.Set<Segment>().Where(segment => ids.Contains(segment.Id)).ToDictionaryAsync(segment => $"{segment.Id}", segment => segment.Name, cancellationToken);
    }
}
