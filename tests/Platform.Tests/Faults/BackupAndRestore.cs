using System.Net;
using CrmPlatform.Platform.Tests.Running;

namespace CrmPlatform.Platform.Tests.Faults;

/// <summary>The operator's page on backup and restore, followed to the letter while writers write.</summary>
public sealed class BackupAndRestore
{
    private const string Program = "CrmPlatform.Standalone";

    [Fact]
    public async Task What_was_copied_while_it_ran_goes_on_as_one_platform_when_it_is_put_back()
    {
        await using var platform = new StandalonePlatform();
        await platform.StartAsync();
        using var api = await platform.AdminAsync();
        var customers = new List<Guid>();
        for (var i = 0; i < 6; i++)
            customers.Add((await api.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = $"Steady {i}" })).Expect(HttpStatusCode.Created).Id);
        var load = new WriteLoad(api, customers);
        using var copies = new TempFolder();
        var copy = Path.Combine(copies.Path, "copy");

        IReadOnlyCollection<Written> before = [];
        await WhileWritingAsync(load, async () =>
        {
            await MoreAsync(load, 40);
            before = [.. load.Acknowledged];
            Assert.Equal(0, await Part.RunAsync(Program, "--data", platform.DataFolder, "--backup", copy));
            await MoreAsync(load, 40);
        });
        Assert.Equal(1, await Part.RunAsync(Program, "--data", platform.DataFolder, "--backup", copy));
        await platform.Parts["standalone"].KillAsync();
        var lost = load.Acknowledged.ToHashSet();
        Replace(platform.DataFolder, copy);
        Assert.Equal(0, await Part.RunAsync(Program, "--data", platform.DataFolder, "--renew-feeds"));

        await platform.Parts["standalone"].StartAsync();
        await WhileWritingAsync(load, () => MoreAsync(load, 40));
        // What the copy must have is there, what was written since is there, and Insights and the timeline count what the owners have.
        await new Reckoning(api, customers).IsRightAsync([.. before, .. load.Acknowledged.Where(written => !lost.Contains(written))]);
    }

    private static async Task WhileWritingAsync(WriteLoad load, Func<Task> what)
    {
        using var stop = new CancellationTokenSource();
        var writing = load.RunAsync(3, stop.Token);
        try
        {
            await what();
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }

    private static Task MoreAsync(WriteLoad load, int writes)
    {
        var goal = load.Acknowledged.Count + writes;
        return Eventually.IsTrueAsync(() => Task.FromResult(load.Acknowledged.Count >= goal), $"{writes} more writes to be answered", TimeSpan.FromMinutes(2));
    }

    private static void Replace(string folder, string copy)
    {
        Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(copy, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
