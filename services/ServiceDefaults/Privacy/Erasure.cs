using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>
/// C20: takes a person out of the tables every service has (outbox, failed deliveries, answers kept for idempotency keys, history,
/// finished jobs). A service replaces what its own tables say and calls this in the same unit of work; both are saved together. (The
/// inbox holds ids of messages only.) After the commit SQLite's write-ahead log is emptied.
/// </summary>
public sealed class Erasure(ServiceDbAccessor accessor, IFileStore files, IOptions<ErasureOptions> options, SqliteScrub scrub)
{
    /// <summary>What stands where a name stood.</summary>
    public const string Replacement = "erased";

    private ServiceDb Db => accessor.Db;

    /// <summary>Replaces what these tables hold, tracked; nothing is saved here. Returns how many rows it touched.</summary>
    public async Task<int> ReplaceAsync(ErasedPerson person, CancellationToken cancellationToken)
    {
        var redaction = new Redaction(person, options.Value);
        var touched = await EventsAsync(person, redaction, cancellationToken);
        touched += await FailuresAsync(person, redaction, cancellationToken);
        touched += await AnswersAsync(person, redaction, cancellationToken);
        touched += await HistoryAsync(person, cancellationToken);
        touched += await JobsAsync(person, redaction, cancellationToken);
        touched += await RefusedRowsAsync(person, cancellationToken);
        Db.Erase(person.Ids);
        await OweScrubAsync(cancellationToken);
        Db.AfterCommit(scrub.Pulse);
        return touched;
    }

    /// <summary>
    /// Takes somebody out who only stands in the file of another, such as a contact: what the history says of them, the answers that name them and
    /// the refused rows. The file stays as it is, and so do events, which name such a one by its id alone. Tracked; nothing is saved here.
    /// </summary>
    /// <param name="person">By the id of what is said of them; what else is theirs alone stands beside it.</param>
    /// <param name="within">The files in whose history that stands, merged ones included: what this scope still saves of them is told without values.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task ReplaceWithinAsync(ErasedPerson person, IReadOnlyCollection<Guid> within, CancellationToken cancellationToken)
    {
        await AnswersAsync(new ErasedPerson(person.Id) { AlsoIds = person.AlsoIds }, new Redaction(person, options.Value), cancellationToken);
        var (ids, named) = (person.Ids.ToArray(), person.Id.ToString());
        foreach (var change in await Db.Changes.Where(change => change.Fields != null && (ids.Contains(change.EntityId) || change.Fields.Contains(named))).ToListAsync(cancellationToken))
        {
            if (ids.Contains(change.EntityId) || !ForgetInLists(change, named)) Forget(change);
        }
        await RefusedRowsAsync(person, cancellationToken);
        Db.Erase([.. within, .. person.Ids]);
        await OweScrubAsync(cancellationToken);
        Db.AfterCommit(scrub.Pulse);
    }

    /// <summary>
    /// The part of <see cref="ReplaceWithinAsync"/> that is quick, because it keeps to the files' own history: for another look at the end of
    /// one that took its time.
    /// </summary>
    public async Task HistoryWithinAsync(Guid person, IReadOnlyCollection<Guid> within, CancellationToken cancellationToken)
    {
        var (files, named) = (within.ToArray(), person.ToString());
        foreach (var change in await Db.Changes.Where(change => files.Contains(change.Subject) && change.Fields!.Contains(named)).ToListAsync(cancellationToken))
            if (change.Fields?.Contains(named, StringComparison.Ordinal) == true && !ForgetInLists(change, named)) Forget(change);
    }

    /// <summary>Saved with the erasure, so that a process that ends before the scrub does it at its next start.</summary>
    private async Task OweScrubAsync(CancellationToken cancellationToken)
    {
        if (!Db.IsSqlite) return;
        if (await Db.Counters.FindAsync([SqliteScrub.Owed], cancellationToken) is { } owed) owed.Value++;
        else Db.Counters.Add(new Counter { Name = SqliteScrub.Owed, Value = 1 });
    }

    private async Task<int> EventsAsync(ErasedPerson person, Redaction redaction, CancellationToken cancellationToken)
    {
        var ids = person.Ids.ToArray();
        var found = await Db.Outbox.Where(row => ids.Contains(row.Subject)).ToListAsync(cancellationToken);
        foreach (var needle in Needles(person)) found.AddRange(await Db.Outbox.Where(row => row.Payload.Contains(needle)).ToListAsync(cancellationToken));
        var distinct = found.Distinct().ToList();
        foreach (var row in distinct) row.Payload = redaction.Of(row.Payload);
        return distinct.Count;
    }

    private async Task<int> FailuresAsync(ErasedPerson person, Redaction redaction, CancellationToken cancellationToken)
    {
        var touched = 0;
        foreach (var needle in Needles(person))
        {
            foreach (var row in await Db.FailedDeliveries.Where(row => row.Payload.Contains(needle) || row.Error.Contains(needle)).ToListAsync(cancellationToken))
            {
                (row.Payload, row.Error) = (redaction.Of(row.Payload), redaction.Plain(row.Error));
                touched++;
            }
        }
        return touched;
    }

    private async Task<int> AnswersAsync(ErasedPerson person, Redaction redaction, CancellationToken cancellationToken)
    {
        var touched = 0;
        foreach (var needle in Needles(person))
        {
            var holding = Db.IsSqlite
                ? Db.IdempotencyKeys.FromSqlRaw("SELECT * FROM \"IdempotencyKeys\" WHERE instr(\"Body\", {0}) > 0", Encoding.UTF8.GetBytes(needle))
                : Db.IdempotencyKeys.FromSqlRaw("SELECT * FROM [IdempotencyKeys] WHERE CHARINDEX({0}, CAST([Body] AS varchar(max))) > 0", needle);
            foreach (var key in await holding.ToListAsync(cancellationToken))
            {
                key.Body = key.Body is null ? null : Encoding.UTF8.GetBytes(redaction.Of(Encoding.UTF8.GetString(key.Body)));
                touched++;
            }
        }
        return touched;
    }

    // That something changed, when and by whom stays; from what to what goes (C21: never deleted, except by erasure).
    private async Task<int> HistoryAsync(ErasedPerson person, CancellationToken cancellationToken)
    {
        var ids = person.Ids.ToArray();
        var found = await Db.Changes.Where(change => change.Fields != null && ids.Contains(change.Subject)).ToListAsync(cancellationToken);
        foreach (var needle in Needles(person))
            found.AddRange(await Db.Changes.Where(change => change.Fields != null && change.Fields.Contains(needle)).ToListAsync(cancellationToken));
        var distinct = found.Distinct().ToList();
        foreach (var change in distinct) Forget(change);
        return distinct.Count;
    }

    private static void Forget(Change change)
    {
        var fields = JsonSerializer.Deserialize<List<FieldChange>>(change.Fields!, Json.Tolerant)!;
        change.Fields = JsonSerializer.Serialize(fields.Select(field => new FieldChange(field.Field, null, null)), Json.Tolerant);
    }

    /// <summary>What stands in a list, as a decision chain does (C11), says much of others, which stays. False where the person is named in another way.</summary>
    private static bool ForgetInLists(Change change, string contact)
    {
        var fields = JsonSerializer.Deserialize<List<FieldChange>>(change.Fields!, Json.Tolerant)!;
        var rest = new List<FieldChange>();
        foreach (var field in fields)
        {
            if (!LeftOut(field.From, contact, out var from) || !LeftOut(field.To, contact, out var to)) return false;
            rest.Add(new FieldChange(field.Field, from, to));
        }
        change.Fields = JsonSerializer.Serialize(rest, Json.Tolerant);
        return true;
    }

    private static bool LeftOut(string? text, string contact, out string? rest)
    {
        rest = text;
        if (text is null || !text.Contains(contact, StringComparison.OrdinalIgnoreCase)) return true;
        JsonArray list;
        try
        {
            if (JsonNode.Parse(text) is not JsonArray parsed) return false;
            list = parsed;
        }
        catch (JsonException)
        {
            return false;
        }
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not JsonObject element) continue;
            if (Names(element["contactId"], contact)) list[i] = new JsonObject { ["contactId"] = contact };
            else if (Names(element["reportsTo"], contact)) element.Remove("reportsTo");
        }
        rest = list.ToJsonString(Json.Tolerant);
        return list.All(item => item is JsonObject { Count: 1 } left && Names(left["contactId"], contact) || !(item?.ToJsonString() ?? "").Contains(contact, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Names(JsonNode? value, string contact) =>
        value?.GetValueKind() == JsonValueKind.String && string.Equals(value.GetValue<string>(), contact, StringComparison.OrdinalIgnoreCase);

    private async Task<int> JobsAsync(ErasedPerson person, Redaction redaction, CancellationToken cancellationToken)
    {
        var touched = 0;
        foreach (var needle in Needles(person))
        {
            // A job under way goes on as it was asked for; it is found when the person is erased again, and its inputs are gone by then.
            var found = await Db.Jobs.Where(job => job.FinishedAt != null)
                .Where(job => job.Parameters.Contains(needle) || job.Result!.Contains(needle) || job.Checkpoint!.Contains(needle) || job.Failure!.Contains(needle))
                .ToListAsync(cancellationToken);
            foreach (var job in found) job.Redact(redaction.Of);
            touched += found.Count;
        }
        return touched;
    }

    // The file of a job's refused rows holds them as they came; one that names the person is thrown away whole. Of a job under way, which
    // goes on writing it, the rows are blanked; those that it has yet to refuse it recognises itself.
    private async Task<int> RefusedRowsAsync(ErasedPerson person, CancellationToken cancellationToken)
    {
        var touched = 0;
        var lines = new ErasedLines(person);
        foreach (var job in await Db.Jobs.AsNoTracking().Where(job => job.FinishedAt != null && job.Rejected > 0).Select(job => job.Id).ToListAsync(cancellationToken))
        {
            var file = JobEndpoints.ErrorFile(job);
            if (!files.Exists(file) || !await HoldsAsync(file, lines, cancellationToken)) continue;
            Db.AfterCommit(() => files.Delete(file));
            touched++;
        }
        foreach (var job in await Db.Jobs.AsNoTracking().Where(job => job.FinishedAt == null).Select(job => new { job.Id, job.Kind }).ToListAsync(cancellationToken))
        {
            if (job.Kind == ImportWork.JobKind) await TellAsync(job.Id, person, cancellationToken);
            Db.AfterCommit(() => Blank(JobEndpoints.ErrorFile(job.Id), lines));
        }
        return touched;
    }

    /// <summary>
    /// A piece of the import that is being saved at this moment finds another version and judges its rows anew. Written at once, so that it
    /// is known before the rows are blanked; of an erasure that then fails no more remains than prints.
    /// </summary>
    private async Task TellAsync(Guid id, ErasedPerson person, CancellationToken cancellationToken)
    {
        var traces = ErasedTraces.Of(id, person).ToList();
        while (await Db.Jobs.AsNoTracking().Where(job => job.Id == id && job.FinishedAt == null).Select(job => new { job.Version, job.Parameters }).SingleOrDefaultAsync(cancellationToken) is { } job)
        {
            var told = Job.WithErased(job.Parameters, traces);
            var version = job.Version;
            if (await Db.Jobs.Where(row => row.Id == id && row.Version == version && row.FinishedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Parameters, told).SetProperty(row => row.Version, version + 1), cancellationToken) > 0) return;
        }
    }

    private void Blank(string name, ErasedLines erased)
    {
        if (!files.Exists(name)) return;
        using var file = files.OpenChange(name);
        // As it is: a reader of text would leave the byte-order mark out, and each place be another.
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        var held = copy.ToArray();
        for (int start = 0, end; start < held.Length; start = end + 1)
        {
            end = Array.IndexOf(held, (byte)'\n', start);
            if (end < 0) end = held.Length;
            var line = Encoding.UTF8.GetString(held, start, end - start);
            if (!erased.Name(line)) continue;
            // The number of the row stays, so that the others keep their places. (A field of several lines begins none with a number.)
            var rest = Math.Max(start, Array.IndexOf(held, (byte)',', start, end - start) + 1);
            if (erased.Name(Encoding.UTF8.GetString(held, start, rest - start))) rest = start;
            file.Position = rest;
            file.Write(Encoding.UTF8.GetBytes(new string(' ', end - rest)));
        }
        file.Flush();
    }

    private async Task<bool> HoldsAsync(string file, ErasedLines erased, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(files.OpenRead(file));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            if (erased.Name(line)) return true;
        return false;
    }

    private static IEnumerable<string> Needles(ErasedPerson person) => person.Ids.Select(id => id.ToString()).Concat(person.FindingMarks);
}
