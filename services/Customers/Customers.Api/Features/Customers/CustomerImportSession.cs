using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Imports;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Imports;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>One run over a file of customers.</summary>
internal sealed class CustomerImportSession(ImportSettings settings, CustomerForm form, FieldRegister register, Caller person, CustomersOptions options, TimeProvider time) : ImportSession
{
    private const int FirstYear = 1900;
    private const int LongestAuthor = 100;

    private readonly Dictionary<Guid, (Customer File, CustomerData Before)> changed = [];
    private readonly Dictionary<Guid, UInt128> prints = [];
    private readonly string[] customFields = [.. register.Fields.Keys];
    private readonly ImportRehearsal rehearsal = new(settings.DryRun);
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    public override async Task<ChunkResult> WriteAsync(IServiceProvider scope, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        var db = scope.GetRequiredService<CustomersDb>();
        changed.Clear();
        rehearsal.Begin(rows);
        var errors = new List<RowError>();
        var externalIds = rows.Select(row => row["externalId"]).OfType<string>().Distinct().ToArray();
        var known = await db.AllCustomers.Where(c => externalIds.Contains(c.ExternalId)).ToDictionaryAsync(c => c.ExternalId!, cancellationToken);
        TakeUp(known, externalIds);
        var read = Read(rows, known, errors);
        var referrers = await ImportReferrers.LookAsync(db, [.. read.Select(pair => pair.Row)], rehearsal, cancellationToken);
        var duplicates = await ImportDuplicates.LookAsync(
            scope.GetRequiredService<DuplicateFinder>(), [.. read.Select(row => row.Data).OfType<CustomerData>().Where(data => data.ExternalId is not { } id || !known.ContainsKey(id))], rehearsal, cancellationToken);
        var owners = await db.OwnersAmongAsync(read.Select(row => row.Data?.OwnerId), person.Subject, cancellationToken);
        var (opened, touched) = (new List<Customer>(), new HashSet<Customer>());
        long updated = 0, unchanged = 0;
        foreach (var (row, readData, readError) in read)
        {
            var customer = row["externalId"] is { } external ? known.GetValueOrDefault(external) : null;
            // What this row says nothing of stays as an earlier one of the piece has left it.
            var (said, wrong) = customer is not null && touched.Contains(customer) ? Read(row, customer) : (readData, readError);
            if (said is null)
            {
                errors.Add(wrong!);
                continue;
            }
            if ((referrers.Take(row, said, customer?.Id, out var data) ?? await CustomValues.CheckReferencesAsync(db.AllCustomers, data.Custom, register.Fields, customer?.Custom ?? CustomFields.None, cancellationToken)) is { } nobody)
            {
                errors.Add(Told(row, nobody));
                continue;
            }
            if (customer is not null)
            {
                if (Change(db, customer, data, row, errors) is not { } changed) continue;
                touched.Add(customer);
                (updated, unchanged) = changed ? (updated + 1, unchanged) : (updated, unchanged + 1);
                continue;
            }
            if (data.OwnerId is { } owner)
            {
                if (!owners.TryGetValue(owner, out var team))
                {
                    errors.Add(Told(row, NamedInFile.NoOwner(owner)));
                    continue;
                }
                if (row["team"] is null) data = data with { Team = team ?? data.Team };
            }
            if (await OpenAsync(db, data, row, duplicates, errors, cancellationToken) is not { } file) continue;
            if (data.ExternalId is { } opens) known.Add(opens, file);
            rehearsal.Remember(file);
            referrers.Remember(file);
            opened.Add(file);
            touched.Add(file);
        }
        await MarkAsync(db, opened, cancellationToken);
        return new ChunkResult(errors, opened.Count, updated, unchanged);
    }

    /// <summary>C17: what was done is written down for an undo; a file that this import opened is known by what it says in the end.</summary>
    private async Task MarkAsync(CustomersDb db, List<Customer> opened, CancellationToken cancellationToken)
    {
        db.ImportMarks.AddRange(opened.Select(file => new ImportMark { JobKey = settings.JobKey, Deed = ImportDeed.Opened, Subject = file.Id, Print = FilePrint.Of(file.ToData()) }));
        if (changed.Count == 0) return;
        var ids = changed.Keys.ToArray();
        var earlier = await db.ImportMarks.Where(mark => mark.JobKey == settings.JobKey && mark.Deed == ImportDeed.Opened && ids.Contains(mark.Subject)).ToDictionaryAsync(mark => mark.Subject, cancellationToken);
        foreach (var (id, (file, before)) in changed)
        {
            if (earlier.TryGetValue(id, out var mark)) mark.Print = FilePrint.Of(file.ToData());
            else db.ImportMarks.Add(new ImportMark { JobKey = settings.JobKey, Deed = ImportDeed.Changed, Subject = id, Before = before, After = file.ToData() });
        }
        changed.Clear();
    }

    /// <summary>A dry run goes on where its earlier pieces would have left the files.</summary>
    private void TakeUp(Dictionary<string, Customer> known, string[] externalIds)
    {
        prints.Clear();
        foreach (var id in externalIds)
        {
            if (rehearsal.FileOf(id) is not { } left) continue;
            if (known.TryGetValue(id, out var stored)) left.Lead(stored, person.Subject, time.GetUtcNow());
            else known.Add(id, stored = left.StandIn(id, person.Subject, time.GetUtcNow()));
            prints[stored.Id] = left.Print;
        }
    }

    /// <summary>The rows that are in order, and those that may be yet: an earlier one of the same piece opens or changes the file that they speak of.</summary>
    private List<(ImportRow Row, CustomerData? Data, RowError? Wrong)> Read(IReadOnlyList<ImportRow> rows, Dictionary<string, Customer> known, List<RowError> errors)
    {
        var read = new List<(ImportRow, CustomerData?, RowError?)>(rows.Count);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var comesAgain = row["externalId"] is { } id && !named.Add(id);
            var (data, wrong) = Read(row, row["externalId"] is { } external ? known.GetValueOrDefault(external) : null);
            if (wrong is not null && !comesAgain) errors.Add(wrong);
            else read.Add((row, data, wrong));
        }
        return read;
    }

    /// <summary>Everything that is wrong with the row by itself; what takes a look at others is judged once it is in order.</summary>
    private (CustomerData? Data, RowError? Wrong) Read(ImportRow row, Customer? customer)
    {
        var wrong = new List<RowError>();
        CustomerData? data = null;
        if (CustomerRow.Read(row, customFields, customer, wrong) is { } request)
            wrong.AddRange(form.ReadAll(request, person, customer, out data).Where(refusal => wrong.All(known => known.Field != refusal.Field)).Select(refusal => Told(row, refusal)).ToList());
        if (customer is null)
        {
            OpenedAt(row, wrong);
            if (row["createdBy"] is { Length: > LongestAuthor }) wrong.Add(row.Error("createdBy", "validation", $"createdBy has at most {LongestAuthor} characters."));
        }
        return wrong.Count == 0 ? (data, null) : (null, RowError.Together(wrong));
    }

    // C17: the original author and date are kept.
    private DateTimeOffset OpenedAt(ImportRow row, List<RowError> wrong)
    {
        var now = time.GetUtcNow();
        if (row["createdAt"] is not { } text) return now;
        if (WrittenMoment.Read(text, zone) is not { } written)
            wrong.Add(row.Error("createdAt", "date.invalid", $"'{text}' is no date and time such as 2026-03-01T09:00:00+08:00."));
        else if (written.Year < FirstYear || written > now.AddDays(1))
            wrong.Add(row.Error("createdAt", "date.invalid", $"'{text}' is no moment from the year {FirstYear} to now."));
        else return written;
        return now;
    }

    private async Task<Customer?> OpenAsync(
        CustomersDb db, CustomerData data, ImportRow row, ImportDuplicates duplicates, List<RowError> errors, CancellationToken cancellationToken)
    {
        if (!settings.AllowDuplicate && await duplicates.OfAsync(data, cancellationToken) is { } other)
        {
            errors.Add(row.Error("", "customer.duplicate", $"'{other}' looks like the same customer; ask for allowDuplicate to take it in all the same."));
            return null;
        }
        var customer = Customer.Open(data, row["createdBy"] ?? person.Subject, OpenedAt(row, []), time.GetUtcNow());
        db.Customers.Add(customer);
        db.Tell(customer, imported: true);
        duplicates.Remember(data);
        return customer;
    }

    private bool? Change(CustomersDb db, Customer customer, CustomerData data, ImportRow row, List<RowError> errors)
    {
        // What the other system calls it has been merged here: the survivor's file is kept by people now (C16).
        if (customer.Status == CustomerStatus.Merged) return false;
        var before = customer.ToData();
        if (customer.Change(data with { OwnerId = customer.OwnerId, Team = customer.Team }, person.Subject, time.GetUtcNow()) is { } refusal)
        {
            errors.Add(Told(row, refusal));
            return null;
        }
        if (db.Entry(customer).State != EntityState.Added && db.IsChanging(customer))
        {
            changed.TryAdd(customer.Id, (customer, before));
            db.Tell(customer, imported: true);
        }
        rehearsal.Remember(customer);
        var print = ImportRehearsal.PrintOf(customer.ToData());
        var says = print != (prints.TryGetValue(customer.Id, out var known) ? known : ImportRehearsal.PrintOf(before));
        prints[customer.Id] = print;
        return says;
    }

    private static RowError Told(ImportRow row, Refusal refusal) => row.Error(refusal.Field ?? "", refusal.Code, refusal.Detail);
}
