using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Privacy;

/// <summary>Files that jobs left behind and that hold people: exports of lists (C17), and archives of all that is held on one (C20).</summary>
internal static class PersonalFiles
{
    public const string ExportJob = "export";
    public const string AccessJob = "privacy-export";

    public static string Export(Guid job) => $"{job:N}-export";

    public static string AccessArchive(Guid job) => $"{job:N}-access.zip";

    /// <summary>C20: after the commit the person's archives go, and every export, because any may name the person.</summary>
    public static async Task ForgetAsync(CustomersDb db, IFileStore files, IReadOnlyCollection<Guid> customers, CancellationToken cancellationToken)
    {
        var ended = db.Set<Job>().AsNoTracking().Where(job => job.FinishedAt != null);
        var gone = (await ended.Where(job => job.Kind == ExportJob).Select(job => job.Id).ToListAsync(cancellationToken)).Select(Export).ToList();
        foreach (var customer in customers.Select(id => id.ToString()))
            gone.AddRange((await ended.Where(job => job.Kind == AccessJob && job.Parameters.Contains(customer)).Select(job => job.Id).ToListAsync(cancellationToken)).Select(AccessArchive));
        db.AfterCommit(() => gone.ForEach(files.Delete));
    }
}
