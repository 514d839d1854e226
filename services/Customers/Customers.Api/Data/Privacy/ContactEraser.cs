using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Privacy;

/// <summary>
/// Erases somebody at a customer (C20), also one who was removed before: the contact goes, and what was said of them in the customer's history, the
/// decision chain, proofs of consent, kept answers and archives says nothing any more; the other services are told. The customer stays.
/// </summary>
internal sealed class ContactEraser(CustomersDb db, Erasure erasure, IFileStore store, IOptions<CustomersOptions> options, TimeProvider time)
{
    /// <summary>At whom a contact was that has been removed; null when the caller does not see them, or nobody was called so.</summary>
    public async Task<Guid?> WasAtAsync(Guid contact, CancellationToken cancellationToken)
    {
        if (await db.Changes.Where(change => change.EntityId == contact && change.Entity == "contact" && change.Action == "deleted").Select(change => (Guid?)change.Subject).FirstOrDefaultAsync(cancellationToken) is not { } file)
            return null;
        var customer = await db.NowAsync(file, cancellationToken);
        return await db.Customers.AnyAsync(c => c.Id == customer, cancellationToken) ? customer : null;
    }

    /// <param name="id">Of the contact.</param>
    /// <param name="contact">Null when it has been removed.</param>
    /// <param name="customerId">At whom they are, or were.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task EraseAsync(Guid id, Contact? contact, Guid customerId, CancellationToken cancellationToken)
    {
        var files = await db.GoneIntoAsync(customerId, cancellationToken);
        // A merged file keeps its chain where both had one. They are read before the history: whoever changes one meanwhile is told that it has changed.
        foreach (var chain in await db.DecisionChains.Where(c => files.Contains(c.CustomerId)).ToListAsync(cancellationToken)) chain.Remove(id);
        var customer = await db.AllCustomers.AsNoTracking().SingleAsync(c => c.Id == customerId, cancellationToken);
        // What the customer is called and reached by itself is not this person's alone.
        var (names, marks, places) = await TracesAsync(id, contact, cancellationToken);
        names.Remove(customer.Name);
        marks.ExceptWith(new[] { customer.Phone, customer.Email }.OfType<string>());
        var shared = await SharedPlacesAsync(id, customer, cancellationToken);
        places.RemoveAll(place => IsMadeOf(place, shared));
        var named = new NamedSegments(names.Concat(marks), options.Value.Region);
        await named.ForgetExportsAsync(db, cancellationToken);
        var segments = await named.ForgetAsync(db, cancellationToken);
        await erasure.ReplaceWithinAsync(new ErasedPerson(id) { AlsoIds = segments, Words = [.. names, .. places], Marks = marks }, files, cancellationToken);

        if (contact is not null) db.Contacts.Remove(contact);
        // Also of a repeated one: elsewhere something may have been written beside their id since.
        db.Publish(new ContactErased(id, customerId, await EverOneAsync(files, cancellationToken), time.GetUtcNow()), id);
        await db.BeginOwnWriteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.Consents.Where(c => c.ContactId == id && c.Proof != null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Proof, Customer.ErasedName).SetProperty(c => c.Version, c => c.Version + 1), cancellationToken);
        await PersonalFiles.ForgetAsync(db, store, files, cancellationToken);
        await named.ForgetExportsUnderWayAsync(db, cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
    }

    /// <summary>These files and all that were ever merged with one of them: what was entered under one file may have stayed there when they parted again.</summary>
    private async Task<List<Guid>> EverOneAsync(List<Guid> files, CancellationToken cancellationToken)
    {
        var found = files.ToHashSet();
        for (var asked = files.ToArray(); asked.Length > 0;)
        {
            var merges = await db.CustomerMerges.AsNoTracking().Where(m => asked.Contains(m.SurvivorId) || asked.Contains(m.MergedId))
                .Select(m => new { m.SurvivorId, m.MergedId }).ToListAsync(cancellationToken);
            asked = [.. merges.SelectMany(m => new[] { m.SurvivorId, m.MergedId }).Where(found.Add)];
        }
        return [.. found];
    }

    /// <summary>Where the customer is and its other people are: rows of refused imports that say so need not be about this person.</summary>
    private async Task<List<string>> SharedPlacesAsync(Guid id, Customer customer, CancellationToken cancellationToken)
    {
        var others = await db.Contacts.AsNoTracking().Where(c => c.CustomerId == customer.Id && c.Id != id).ToListAsync(cancellationToken);
        return [.. new[] { customer.Address.Street, customer.Address.City, customer.Address.Region, customer.Address.PostalCode }.OfType<string>()
            .Concat(others.SelectMany(other => other.Points).Where(point => point.Channel is ContactChannel.Address).Select(point => point.Value))
            .Where(part => part.Length > 0).OrderByDescending(part => part.Length)];
    }

    /// <summary>Street, postal code and city may stand in one line.</summary>
    private static bool IsMadeOf(string place, IReadOnlyList<string> parts) =>
        !parts.Aggregate(place, (rest, part) => rest.Replace(part, " ", StringComparison.OrdinalIgnoreCase)).Any(char.IsLetterOrDigit);

    /// <summary>What the person is and was called, and reached by.</summary>
    private async Task<(HashSet<string> Names, HashSet<string> Marks, List<string> Places)> TracesAsync(Guid id, Contact? contact, CancellationToken cancellationToken)
    {
        var told = (await db.Changes.AsNoTracking().Where(change => change.EntityId == id && change.Fields != null).Select(change => change.Fields!).ToListAsync(cancellationToken))
            .SelectMany(Change.TextsIn).ToLookup(said => said.Field, said => said.Text);
        var points = told["points"].SelectMany(text => JsonSerializer.Deserialize<List<ContactPoint>>(text, Json.Tolerant)!).Concat(contact?.Points ?? []).ToLookup(point => point.Channel is ContactChannel.Address, point => point.Value);
        return ([.. told["name"], .. contact is null ? Array.Empty<string>() : [contact.Name]], [.. points[false]], [.. points[true]]);
    }
}
