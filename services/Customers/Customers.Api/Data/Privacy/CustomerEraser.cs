using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Privacy;

/// <summary>
/// Erases a customer here and tells the other services (C20): the file, the files merged into it, every table of
/// <see cref="ErasureTables"/> and what every service keeps beside its own tables, in one transaction.
/// </summary>
#pragma warning disable EF1002 // The tables and columns in the statements come from ErasureTables, never from a request.
internal sealed class CustomerEraser(CustomersDb db, Erasure erasure, IFileStore store, IOptions<CustomersOptions> options, TimeProvider time)
{
    private const string Street = "address.street";
    private const string Points = "points";

    private static readonly HashSet<string> Naming = ["name", "phone", "email", "taxId", "externalId", Street];

    public async Task<Refusal?> EraseAsync(Customer customer, CancellationToken cancellationToken)
    {
        var files = await WithMergedAsync(customer, cancellationToken);
        var contacts = await db.Contacts.IgnoreQueryFilters().AsNoTracking().Where(c => files.Select(f => f.Id).Contains(c.CustomerId)).ToListAsync(cancellationToken);
        var earlier = await EarlierAsync([.. files.Select(f => f.Id)], cancellationToken);
        var person = PersonOf(customer, files, contacts, [.. earlier.Where(told => told.Field != Points).Select(told => told.Text)], [.. earlier.Where(told => told.Field == Points).Select(told => told.Text)]);
        var called = files.Select(file => file.Name).Concat(contacts.Select(contact => contact.Name)).Concat(person.Marks).Concat(earlier.Where(told => told.Field is not (Street or Points)).Select(told => told.Text)).ToList();
        if (customer.Erase() is { } refusal) return refusal;
        foreach (var file in files.Where(file => file != customer)) file.Erase();

        var ids = person.AlsoIds.Append(person.Id).ToArray();
        var blank = customer.ToData();
        await foreach (var merge in db.CustomerMerges.Where(m => ids.Contains(m.SurvivorId) || ids.Contains(m.MergedId)).AsAsyncEnumerable().WithCancellation(cancellationToken)) merge.Forget(blank);
        var now = time.GetUtcNow();
        foreach (var file in files)
        {
            db.Publish(file.ToEvent(file.Version + 1), file.Id);
            db.Publish(new CustomerErased(file.Id, now), file.Id);
        }
        var named = new NamedSegments(called, options.Value.Region);
        await named.ForgetExportsAsync(db, cancellationToken);
        var segments = await named.ForgetAsync(db, cancellationToken);
        await erasure.ReplaceAsync(person with { AlsoIds = [.. person.AlsoIds, .. segments] }, cancellationToken);
        await db.BeginOwnWriteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await PersonalFiles.ForgetAsync(db, store, ids, cancellationToken);
        await named.ForgetExportsUnderWayAsync(db, cancellationToken);
        await NamesOf.FollowAsync(db, [.. files.Select(file => file.Id)], async () =>
        {
            foreach (var file in files)
                foreach (var table in ErasureTables.All) await ReplaceAsync(table, file.Id, cancellationToken);
        }, cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return null;
    }

    private async Task<List<Customer>> WithMergedAsync(Customer customer, CancellationToken cancellationToken)
    {
        var all = new List<Customer> { customer };
        for (var next = new[] { customer.Id }; next.Length > 0;)
        {
            var merged = await db.AllCustomers.Where(c => c.MergedInto != null && next.Contains(c.MergedInto.Value)).ToListAsync(cancellationToken);
            all.AddRange(merged);
            next = [.. merged.Select(c => c.Id)];
        }
        return all;
    }

    /// <summary>What the person was called before: an older name may still stand in a file or a kept answer.</summary>
    private async Task<List<(string Field, string Text)>> EarlierAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var told = await db.Changes.AsNoTracking().Where(change => ids.Contains(change.Subject) && change.Fields != null).Select(change => change.Fields!).ToListAsync(cancellationToken);
        return [.. told.SelectMany(Change.TextsIn).SelectMany(told => Naming.Contains(told.Field) ? [told] : told.Field == Points ? ReachedBy(told.Text) : []).Distinct()];
    }

    /// <summary>Somebody who is no contact any more is known by the history alone.</summary>
    private static IEnumerable<(string Field, string Text)> ReachedBy(string points) =>
        JsonSerializer.Deserialize<List<ContactPoint>>(points, Json.Tolerant)!.Select(point => (point.Channel is ContactChannel.Address ? Street : Points, point.Value));

    private static ErasedPerson PersonOf(Customer customer, List<Customer> files, List<Contact> contacts, List<string> earlier, List<string> reachedBy)
    {
        var traces = files.Select(file => file.Traces()).ToList();
        return new ErasedPerson(customer.Id)
        {
            AlsoIds = [.. files.Select(file => file.Id).Concat(contacts.Select(contact => contact.Id))],
            Words = [.. traces.SelectMany(trace => trace.Words).Concat(contacts.Select(contact => contact.Name)).Concat(contacts.SelectMany(contact => contact.Points).Where(p => p.Channel is ContactChannel.Address).Select(p => p.Value)).Concat(earlier)],
            Marks = [.. traces.SelectMany(trace => trace.Marks).Concat(contacts.SelectMany(contact => contact.Points).Where(p => p.Channel is not ContactChannel.Address).Select(p => p.Value)).Concat(reachedBy)],
        };
    }

    private Task ReplaceAsync(ErasureTable table, Guid id, CancellationToken cancellationToken)
    {
        if (table.Removed)
            return db.Database.ExecuteSqlRawAsync($$"""DELETE FROM "{{table.Name}}" WHERE "{{table.Column}}" = {0}""", [IdValue(id)], cancellationToken);
        var sets = table.Texts.Select(column => $"\"{column}\" = CASE WHEN \"{column}\" IS NULL THEN NULL ELSE '{Customer.ErasedName}' END")
            .Concat(table.Emptied.Select(column => $"\"{column}\" = NULL"))
            .Concat(table.EmptyLists.Select(column => $"\"{column}\" = '[]'")).ToList();
        if (sets.Count == 0) return Task.CompletedTask;
        // Whoever read the row before and is about to write it finds it changed.
        if (MergeTables.All.Any(known => known.Name == table.Name && known.Versioned)) sets.Add("\"Version\" = \"Version\" + 1");
        return db.Database.ExecuteSqlRawAsync($$"""UPDATE "{{table.Name}}" SET {{string.Join(", ", sets)}} WHERE "{{table.Column}}" = {0}""", [IdValue(id)], cancellationToken);
    }

    // Raw statements pass the model's conversion by: on SQLite an id is its sixteen bytes in reading order.
    private object IdValue(Guid id) => db.IsSqlite ? id.ToByteArray(bigEndian: true) : id;
}
