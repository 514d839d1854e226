using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>C17: takes files in and hands them to the job that imports them.</summary>
public static class ImportEndpoints
{
    /// <summary>The kind of the jobs that import.</summary>
    public const string JobKind = ImportWork.JobKind;

    /// <summary>What the other fields of the form may take beside the file.</summary>
    private const int FormAround = 64 * 1024;

    public static void AddImports(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImportOptions>().Bind(builder.Configuration.GetSection(ImportOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ImportKinds>();
        builder.Services.AddScoped<ImportIntake>();
        builder.Services.AddJob<ImportWork>(ImportWork.JobKind);
    }

    /// <param name="group">Where imports are queued.</param>
    /// <param name="name">What its endpoints' names begin with.</param>
    /// <param name="onlyKind">When the path itself says what is imported.</param>
    /// <param name="alsoKinds">Further jobs that are followed at the same path.</param>
    public static RouteGroupBuilder MapImports(this RouteGroupBuilder group, string name, string? onlyKind = null, params string[] alsoKinds)
    {
        var services = ((IEndpointRouteBuilder)group).ServiceProvider;
        var options = services.GetRequiredService<IOptions<ImportOptions>>().Value;
        Delegate queue = onlyKind is null
            ? QueueAsync
            : (IFormFile file, [FromForm] string? mapping, [FromForm] bool? createMissing, [FromForm] bool? allowDuplicate, [FromForm] bool? dryRun,
                    HttpContext http, ImportIntake intake, CancellationToken ct) =>
                intake.QueueAsync(http, onlyKind, file, mapping, new ImportWishes(createMissing ?? false, allowDuplicate ?? false, dryRun ?? false), ct);
        group.MapUpload("", options.MaxFileBytes + FormAround, queue)
            .WithName($"{name}-import").WithSummary("Queues the import of a .csv, .csv.gz or .xlsx file.")
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ImportForm.Tell(operation, [.. services.GetRequiredService<ImportKinds>().All.Where(kind => onlyKind is null || kind.Kind == onlyKind)]);
                return Task.CompletedTask;
            });
        group.MapJobList(name, [ImportWork.JobKind, .. alsoKinds]);
        return group.MapJobs(name, [ImportWork.JobKind, .. alsoKinds]);
    }

    private static Task<Results<Accepted<JobView>, Invalid>> QueueAsync(
        [FromForm] string kind, IFormFile file, [FromForm] string? mapping, [FromForm] bool? createMissing, [FromForm] bool? allowDuplicate, [FromForm] bool? dryRun,
        HttpContext http, ImportIntake intake, CancellationToken cancellationToken) =>
        intake.QueueAsync(http, kind, file, mapping, new ImportWishes(createMissing ?? false, allowDuplicate ?? false, dryRun ?? false), cancellationToken);
}

/// <summary>The yes-or-no questions of an import's form.</summary>
internal sealed record ImportWishes(bool CreateMissing, bool AllowDuplicate, bool DryRun);

/// <summary>Looks at an uploaded file, keeps it, and queues the job.</summary>
internal sealed class ImportIntake(
    ImportKinds kinds, IFileStore files, ServiceDbAccessor accessor, Caller caller, TimeProvider time, JobSignal signal, IOptions<ImportOptions> options)
{
    public async Task<Results<Accepted<JobView>, Invalid>> QueueAsync(
        HttpContext http, string kindName, IFormFile file, string? mapping, ImportWishes wishes, CancellationToken cancellationToken)
    {
        if (kinds.Find(kindName) is not { } kind) return new Invalid("kind", $"One of these is expected: {string.Join(", ", kinds.Names)}.", "import.kind-unknown");
        if (file.Length == 0) return new Invalid("file", "The file is empty.", "import.file-empty");
        if (ColumnMapping.Parse(mapping, out var unreadable) is not { } wanted) return unreadable!;

        Dictionary<string, int> columns;
        try
        {
            using var table = ImportTable.Open(file.OpenReadStream(), options.Value);
            columns = ColumnMapping.Resolve(kind, wanted, table.Header, out var problem);
            if (problem is not null) return problem;
        }
        catch (ImportFileException wrong)
        {
            return new Invalid("file", wrong.Message, "import.file-unreadable");
        }

        var stored = $"{Guid.CreateVersion7():N}-upload";
        await using (var content = file.OpenReadStream()) await files.WriteAsync(stored, content, cancellationToken);
        var job = accessor.Db.QueueJob(ImportWork.JobKind, new ImportParameters(
            kindName, stored, file.FileName, columns, wishes.CreateMissing, wishes.DryRun, wishes.AllowDuplicate), caller, time, signal);
        await accessor.Db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"{http.Request.Path.Value!.TrimEnd('/')}/{job.Id}", JobView.Of(job));
    }
}
