using System.Runtime.CompilerServices;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace CrmPlatform.Testing;

/// <summary>The hot queries of a service in SQL Server's words, as somebody has looked at them.</summary>
public static class ApprovedSql
{
    /// <summary>A context as it would run on SQL Server; nothing is connected.</summary>
    public static TDb Context<TDb>() where TDb : ServiceDb => (TDb)Activator.CreateInstance(typeof(TDb), PersistenceSetup.DesignTime<TDb>(DatabaseProvider.SqlServer))!;

    /// <summary>
    /// A hot query in SQL Server's words is the approved one in <c>Approved/{name}.sql</c> beside the test. Its first line says what the
    /// review found: the index it seeks in, which the model has, and what it fetches besides. A new one is written by a run with
    /// <c>CRM_UPDATE_APPROVED=1</c>, and looked at.
    /// </summary>
    /// <param name="db">From <see cref="Context{TDb}"/>.</param>
    /// <param name="name">Of the file.</param>
    /// <param name="index">The index that finds the rows.</param>
    /// <param name="rows">What is looked up by key for columns the index does not have; null when the index covers the query.</param>
    /// <param name="query">As the service asks it.</param>
    /// <param name="test">Where the test stands.</param>
    public static void IsApproved(ServiceDb db, string name, string index, string? rows, IQueryable query, [CallerFilePath] string test = "")
    {
        var known = db.GetService<IDesignTimeModel>().Model.GetEntityTypes()
            .SelectMany(type => type.GetIndexes().Select(i => i.GetDatabaseName()).Concat(type.GetKeys().Select(key => key.GetName()))).ToHashSet();
        Assert.Contains(index, known);
        var review = rows is null ? "which covers it" : $"and looks up {rows}";
        var sql = Steady($"-- seeks in {index}, {review}\n{query.ToQueryString().ReplaceLineEndings("\n").TrimEnd()}\n");
        var file = Path.Combine(Path.GetDirectoryName(test)!, "Approved", $"{name.Replace(' ', '-')}.sql");
        if (Environment.GetEnvironmentVariable("CRM_UPDATE_APPROVED") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, sql);
        }
        Assert.True(File.Exists(file), $"{file} is missing; run once with CRM_UPDATE_APPROVED=1 and look at what it made.");
        Assert.Equal(File.ReadAllText(file), sql);
    }

    // The values of the parameters stand above the query; instants and ids among them are another at every run.
    private static string Steady(string sql) => string.Join('\n', sql.Split('\n').Select(line =>
        line.StartsWith("DECLARE ", StringComparison.Ordinal) && line.IndexOf(" = ", StringComparison.Ordinal) is > 0 and var end ? $"{line[..end]};" : line));
}
