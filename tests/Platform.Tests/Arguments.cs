using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CrmPlatform.Platform.Tests.Running;

namespace CrmPlatform.Platform.Tests;

/// <summary>What cannot be done is said in a sentence, whatever was wrong: the command line, the port or the folder.</summary>
public sealed class Arguments : IDisposable
{
    private const int Wrong = 2;
    private const int Failed = 1;

    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("--frobnicate", "'--frobnicate' is not known here.")]
    [InlineData("--port ninety", "--port wants a number from 1 to 65535.")]
    [InlineData("--port 70000", "--port wants a number from 1 to 65535.")]
    [InlineData("--data", "--data wants a folder.")]
    [InlineData("--data --demo", "--data wants a folder.")]
    [InlineData("--port --demo", "--port wants a number from 1 to 65535.")]
    [InlineData("--backup --renew-feeds", "--backup wants a folder.")]
    [InlineData("--demo=false", "--demo takes no value.")]
    [InlineData("--renew-feeds=no", "--renew-feeds takes no value.")]
    [InlineData("--Files:Directory=/elsewhere", "--Files:Directory is not taken here: the folder of --data decides it.")]
    [InlineData("--identity:services:gateway:secret=mine", "--identity:services:gateway:secret is not taken here: the folder of --data decides it.")]
    public async Task A_wrong_command_line_is_answered_with_what_would_be_right(string line, string sentence)
    {
        var (code, said) = await RunAsync(line.Split(' '));
        Assert.Equal(Wrong, code);
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
        Assert.Contains("Usage:", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Customers:ProblemComplaints=abc", "Customers:ProblemComplaints is 'abc': a whole number is expected.")]
    [InlineData("--Customers:Region=XX", "Customers:Region is no country of ISO 3166, such as CN.")]
    [InlineData("--Complaints:SurveyDelay=-01:00:00", "Complaints:SurveyDelay is '-01:00:00': a duration that is not negative is expected, such as 00:00:30.")]
    [InlineData("--Identity:PublicUrl=crm.example", "Identity:PublicUrl is 'crm.example': an http or https address without query is expected.")]
    [InlineData("--Gateway:Burst=0", "Gateway:Burst: The field Burst must be between 1 and 1000000.")]
    public async Task A_setting_that_cannot_be_is_named_with_what_is_expected(string setting, string sentence) =>
        await FailsAsync(sentence, "--data", Below("data"), "--port", $"{Ports.Free()}", setting);

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await FailsAsync($"Port {port} is in use", "--data", Below("data"), "--port", $"{port}");
        Assert.False(Directory.Exists(Below("data")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_named_with_the_reason()
    {
        var file = Below("file");
        await File.WriteAllTextAsync(file, "");
        var below = Path.Combine(file, "data");
        await FailsAsync($"{file} cannot be used for data: ", "--data", file, "--port", $"{Ports.Free()}");
        await FailsAsync($"{below} cannot be used for data: ", "--data", below, "--port", $"{Ports.Free()}");
    }

    [Fact]
    public async Task A_folder_that_another_process_uses_is_left_to_it()
    {
        using var held = new FileStream(Below(".in-use"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await FailsAsync($"Another process is using {folder.Path}.", "--data", folder.Path, "--port", $"{Ports.Free()}");
    }

    [Theory]
    [InlineData("secrets.json", "is damaged (")]
    [InlineData("identity.db", "is damaged (")]
    public async Task Data_that_is_damaged_is_named(string name, string sentence)
    {
        await File.WriteAllTextAsync(Below(name), new string('x', 5000));
        await FailsAsync($"{Below(name)} {sentence}", "--data", folder.Path, "--port", $"{Ports.Free()}");
    }

    [Fact]
    public async Task A_folder_with_nothing_in_it_becomes_its_owners_alone_and_one_in_use_is_spoken_of()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode everybodys = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        var data = Below("data");
        Directory.CreateDirectory(data);
        File.SetUnixFileMode(data, everybodys);
        // Ends over the setting, once the folder is taken.
        string[] args = ["--data", data, "--port", $"{Ports.Free()}", "--Gateway:Burst=0", "--Customers:Region=XX"];
        await FailsAsync("Customers:Region is no country", args);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(data) & (UnixFileMode.GroupRead | UnixFileMode.GroupExecute));
        File.SetUnixFileMode(data, everybodys);
        await FailsAsync($"Others than its owner may look into {data}", args);
        Assert.Equal(everybodys, File.GetUnixFileMode(data));
    }

    [Fact]
    public async Task A_demo_that_was_broken_off_is_not_begun_again()
    {
        await File.WriteAllTextAsync(Below("demo-unfinished"), "");
        await FailsAsync("The demo company did not move in whole the last time.", "--data", folder.Path, "--port", $"{Ports.Free()}", "--demo");
    }

    [Fact]
    public async Task A_folder_without_data_is_neither_copied_nor_taken_for_a_restored_one()
    {
        var nothing = Below("nothing");
        await FailsAsync($"There is no database in {nothing}.", "--data", nothing, "--renew-feeds");
        await FailsAsync($"There is no database in {nothing}.", "--data", nothing, "--backup", Below("copy"));
        Assert.False(Directory.Exists(nothing));
        Assert.False(Directory.Exists(Below("copy")));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_written_is_no_copy()
    {
        using var elsewhere = new TempFolder();
        var file = Path.Combine(elsewhere.Path, "file");
        await File.WriteAllTextAsync(file, "");
        await File.WriteAllTextAsync(Below("customers.db"), "");
        var target = Path.Combine(file, "copy");
        await FailsAsync($"There is no whole copy in {target}: ", "--data", folder.Path, "--backup", target);
    }

    [Fact]
    public async Task Of_a_copy_that_breaks_off_nothing_is_left()
    {
        using var elsewhere = new TempFolder();
        await File.WriteAllTextAsync(Below("customers.db"), "");
        await File.WriteAllTextAsync(Below("administrator.txt"), "somebody");
        Directory.CreateDirectory(Below("files"));
        // A file that leads to itself cannot be read, by anybody.
        File.CreateSymbolicLink(Below(Path.Combine("files", "endless")), Below(Path.Combine("files", "endless")));
        await FailsAsync($"There is no whole copy in {elsewhere.Path}: ", "--data", folder.Path, "--backup", elsewhere.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
        File.Delete(Below(Path.Combine("files", "endless")));
        Assert.Equal(0, (await RunAsync(["--data", folder.Path, "--backup", elsewhere.Path])).Code);
    }

    public void Dispose() => folder.Dispose();

    private string Below(string name) => Path.Combine(folder.Path, name);

    private static async Task FailsAsync(string sentence, params string[] args)
    {
        var (code, said) = await RunAsync(args);
        Assert.Equal(Failed, code);
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> RunAsync(string[] args)
    {
        using var run = Process.Start(new ProcessStartInfo(Path.Combine(Programs.Folder, "CrmPlatform.Standalone"), args) { RedirectStandardError = true })!;
        var said = await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        return (run.ExitCode, said);
    }
}
