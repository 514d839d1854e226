using System.IO.Compression;
using System.Text.Json;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Privacy;

public sealed record AccessExportRequest(Guid CustomerId);

/// <summary>What a service answered, or why it did not.</summary>
public sealed record CollectedView(string Service, bool Complete, int Sections, string? Failure);

/// <param name="Complete">Every service has answered with all that it holds.</param>
public sealed record AccessExportView(Guid CustomerId, bool Complete, IReadOnlyList<CollectedView> Services);

/// <summary>C20: collects all that is held on a person across services into one archive.</summary>
internal static class AccessExport
{
    public const string JobKind = PersonalFiles.AccessJob;

    public static async Task<Results<Accepted<JobView>, Missing>> QueueAsync(
        AccessExportRequest request, CustomersDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        // C16: what is held on a merged file is told with the survivor's.
        var asked = request with { CustomerId = await db.NowAsync(request.CustomerId, cancellationToken) };
        if (!await db.Customers.AnyAsync(c => c.Id == asked.CustomerId, cancellationToken)) return new Missing("customer", request.CustomerId);
        var job = db.QueueJob(JobKind, asked, caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/privacy/exports/{job.Id}", JobView.Of(job));
    }

    /// <summary>Which services have answered.</summary>
    public static async Task<Results<Ok<AccessExportView>, Missing>> ReportAsync(Guid id, ServiceDbAccessor accessor, Caller caller, CancellationToken cancellationToken) =>
        await JobEndpoints.FindAsync(accessor, caller, [JobKind], id, cancellationToken) is { } job && job.ResultAs<AccessExportView>() is { } report
            ? TypedResults.Ok(report)
            : new Missing("finished export", id);

    public static async Task<Results<FileStreamHttpResult, Missing>> ArchiveAsync(
        Guid id, ServiceDbAccessor accessor, Caller caller, IFileStore files, CancellationToken cancellationToken)
    {
        if (await JobEndpoints.FindAsync(accessor, caller, [JobKind], id, cancellationToken) is not { State: JobState.Succeeded } || !files.Exists(PersonalFiles.AccessArchive(id))) return new Missing("archive", id);
        return TypedResults.Stream(files.OpenRead(PersonalFiles.AccessArchive(id)), "application/zip", $"access-{id}.zip");
    }

    /// <summary>Asks one service after the other; one that does not answer is asked again before the archive is closed without it.</summary>
    internal sealed class Work(PrivacyCollector collector, IFileStore files, TimeProvider time) : IJobWork
    {
        private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];
        private static readonly JsonSerializerOptions Readable = new(Json.Tolerant) { WriteIndented = true };

        public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            await using var scope = context.NewScope();
            var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
            var job = await context.JobAsync(db, cancellationToken);
            var customer = job.ParametersAs<AccessExportRequest>().CustomerId;
            var reports = new List<CollectedView>();
            await using (var file = files.OpenAppend(PersonalFiles.AccessArchive(job.Id), 0))
            await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
            {
                var own = await scope.ServiceProvider.GetRequiredService<IPrivacySource>().CollectAsync(customer, cancellationToken);
                await WriteAsync(zip, "customers", own, cancellationToken);
                var closed = own.Values.SelectMany(rows => rows).OfType<Dictionary<string, object?>>().SelectMany(row => row.Values).OfType<Unopened>().FirstOrDefault();
                reports.Add(new CollectedView("customers", closed is null, own.Count, closed is null ? null : $"{closed.Code}: {closed.Detail}"));
                foreach (var service in collector.Services)
                {
                    var (sections, failure) = await AskAsync(service, customer, cancellationToken);
                    if (sections is { } found) await WriteAsync(zip, service, found, cancellationToken);
                    reports.Add(new CollectedView(service, failure is null, sections is { ValueKind: JsonValueKind.Object } all ? all.EnumerateObject().Count() : 0, failure));
                }
                var report = new AccessExportView(customer, reports.TrueForAll(one => one.Complete), reports);
                await WriteAsync(zip, "manifest", report, cancellationToken);
                job.Succeed(report, time.GetUtcNow());
            }
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                files.Delete(PersonalFiles.AccessArchive(context.JobId));
                throw new JobFailedException("The customer was erased while the archive was made; nothing is handed out.");
            }
        }

        private async Task<(JsonElement? Sections, string? Failure)> AskAsync(string service, Guid customer, CancellationToken cancellationToken)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return (await collector.AskAsync(service, customer, cancellationToken), null);
                }
                catch (Exception failure) when (failure is HttpRequestException or TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
                {
                    if (attempt >= Waits.Length) return (null, $"{service} did not answer: {failure.Message}");
                    await Task.Delay(Waits[attempt], CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }

        private static async Task WriteAsync<T>(ZipArchive zip, string name, T content, CancellationToken cancellationToken)
        {
            await using var entry = await zip.CreateEntry($"{name}.json", CompressionLevel.Fastest).OpenAsync(cancellationToken);
            await JsonSerializer.SerializeAsync(entry, content, Readable, cancellationToken);
        }
    }
}
