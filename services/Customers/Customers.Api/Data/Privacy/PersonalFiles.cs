using System.Linq.Expressions;
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

    /// <summary>
    /// C20: after the commit the person's archives go, and every export, because any may name the person. One that is still being written
    /// loses its checkpoint and counts up its version, by which its work notices. To be called within the erasure's transaction: an export
    /// that ends at the same moment is then either found as ended, or finds its version gone.
    /// </summary>
    public static async Task ForgetAsync(CustomersDb db, IFileStore files, IReadOnlyCollection<Guid> customers, CancellationToken cancellationToken)
    {
        await DisturbAsync(db, job => job.Kind == ExportJob, cancellationToken);
        foreach (var customer in customers.Select(id => id.ToString()))
            await DisturbAsync(db, job => job.Kind == AccessJob && job.Parameters.Contains(customer), cancellationToken);
        var ended = db.Set<Job>().AsNoTracking().Where(job => job.FinishedAt != null);
        // How far a list in the order of names had come is a name.
        await ended.Where(job => job.Kind == ExportJob && job.Checkpoint != null).ExecuteUpdateAsync(set => set.SetProperty(job => job.Checkpoint, (string?)null), cancellationToken);
        var gone = (await ended.Where(job => job.Kind == ExportJob).Select(job => job.Id).ToListAsync(cancellationToken)).Select(Export).ToList();
        foreach (var customer in customers.Select(id => id.ToString()))
            gone.AddRange((await ended.Where(job => job.Kind == AccessJob && job.Parameters.Contains(customer)).Select(job => job.Id).ToListAsync(cancellationToken)).Select(AccessArchive));
        db.AfterCommit(() => gone.ForEach(files.Delete));
    }

    private static Task DisturbAsync(CustomersDb db, Expression<Func<Job, bool>> which, CancellationToken cancellationToken) => db.Set<Job>()
        .Where(which).Where(job => job.FinishedAt == null)
        .ExecuteUpdateAsync(set => set.SetProperty(job => job.Checkpoint, (string?)null).SetProperty(job => job.Version, job => job.Version + 1), cancellationToken);
}
