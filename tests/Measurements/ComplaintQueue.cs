#:package Microsoft.Extensions.TimeProvider.Testing
#:project ../../services/Service/Service.Api/Service.Api.csproj
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:property GenerateDocumentationFile=false
#:property EnforceCodeStyleInBuild=false
#:property Configuration=Release

// What complaints cost: the intake with number, assignment and clocks; the queue by due time over many open ones; the pass that warns,
// breaches and escalates (S1, S3, S5). On SQLite in a folder of its own, without HTTP.
// dotnet run -c Release tests/Measurements/ComplaintQueue.cs -- [open complaints, 100000 when left out]

using System.Diagnostics;
using System.Globalization;
using CrmPlatform.Service;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Features.Complaints;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

var count = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 100_000;
var folder = Directory.CreateTempSubdirectory("crm-complaints-").FullName;
// A Monday morning in Shanghai.
var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 2, 0, 0, TimeSpan.Zero));
await using var app = ComplaintsHost.Build(
    [$"--Database:Directory={folder}", $"--Files:Directory={folder}", $"--DataProtection:Directory={folder}", "--Auth:Issuer=http://127.0.0.1:1", "--ServiceCredentials:ClientSecret=none",
     "--Logging:LogLevel:Default=Error", "--urls=http://127.0.0.1:0"],
    builder => builder.Services.AddSingleton<TimeProvider>(clock));
await PersistenceSetup.MigrateAsync(app.Services);
await InScopeAsync(async scope =>
{
    var db = scope.GetRequiredService<ComplaintsDb>();
    for (var i = 0; i < 50; i++)
        db.Staff.Add(new KnownStaff { StaffId = $"a{i}", Name = $"Agent {i}", Team = "service", Roles = ["agent"], Languages = ["zh-Hans"], TimeZone = "Asia/Shanghai", Active = true, SourceVersion = 1, ManagerId = "a0" });
    await Stamps.RenewAsync(db, Stamps.Roster, CancellationToken.None);
    await db.SaveChangesAsync();
});
Console.WriteLine($"{count:N0} open complaints, {Environment.ProcessorCount} cores, .NET {Environment.Version}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
Console.WriteLine("| what | times | per second | CPU ms each |");
Console.WriteLine("| --- | ---: | ---: | ---: |");

await MeasureAsync("intake (warm-up)", 5_000, 4, OpenAsync);
await MeasureAsync("intake: number, assignment among 50, both clocks, events", 1_000, 4, OpenAsync);

// The rest is written past the model: copies of the last one, due one after the other.
await InScopeAsync(async scope =>
{
    var db = scope.GetRequiredService<ComplaintsDb>();
    var columns = string.Join(", ", db.Model.FindEntityType(typeof(Complaint))!.GetProperties().Select(property => property.Name).Where(name => name is not ("Key" or "Id" or "RootId" or "NumberValue" or "QueueAt" or "NextAt")));
    var now = clock.GetUtcNow().UtcTicks;
    // Due between an hour and ten days from now.
    var sql = string.Create(CultureInfo.InvariantCulture, $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}), copy(i, uuid) AS MATERIALIZED (SELECT i, randomblob(16) FROM n)
        INSERT INTO Complaints (Id, RootId, NumberValue, QueueAt, NextAt, {columns})
        SELECT uuid, uuid, 78000000000 - i, {now} + 36000000000 + (i % 8640) * 1000000000, {now} + 36000000000 + (i % 8640) * 1000000000, {columns}
        FROM copy, (SELECT * FROM Complaints ORDER BY "Key" DESC LIMIT 1) AS pattern
        """);
    await db.Database.ExecuteSqlRawAsync(sql);
    await db.Database.ExecuteSqlRawAsync("ANALYZE");
});
await MeasureAsync("queue by due time, first page of 50", 500, 1, scope => QueueAsync(scope, null, 1));
await MeasureAsync("queue by due time, five pages on", 100, 1, scope => QueueAsync(scope, null, 5));
await MeasureAsync("queue of one agent", 500, 1, scope => QueueAsync(scope, "a7", 1));

await app.StartAsync();
await PassAsync("nothing due", TimeSpan.FromSeconds(10));
await PassAsync("an hour and a half later", TimeSpan.FromMinutes(90));
await PassAsync("a day later", TimeSpan.FromDays(1));
await app.StopAsync();
Directory.Delete(folder, recursive: true);

Task OpenAsync(IServiceProvider scope) => scope.GetRequiredService<ComplaintIntake>().OpenAsync(
    new ComplaintData(IntakeChannel.Hotline, ComplaintCategory.Quality, "The delivered goods are damaged") { ReceivedAt = clock.GetUtcNow() }, null, "measure", CancellationToken.None);

async Task QueueAsync(IServiceProvider scope, string? agent, int pages)
{
    var (db, cursors) = (scope.GetRequiredService<ComplaintsDb>(), scope.GetRequiredService<Cursors>());
    string? cursor = null;
    for (var page = 0; page < pages; page++)
        cursor = (await ListComplaints.HandleAsync(new ComplaintFilter { Sort = "due", AssigneeId = agent, Cursor = cursor }, db, cursors, clock, CancellationToken.None)).Value!.Next;
}

async Task PassAsync(string what, TimeSpan time)
{
    clock.AdjustTime(clock.GetUtcNow() + time - TimeSpan.FromSeconds(6));
    var due = await CountDueAsync(TimeSpan.FromSeconds(6));
    var (process, watch) = (Process.GetCurrentProcess(), Stopwatch.StartNew());
    var before = process.TotalProcessorTime;
    clock.Advance(TimeSpan.FromSeconds(6));
    while (await CountDueAsync(TimeSpan.Zero) > 0) await Task.Delay(50);
    process.Refresh();
    var cpu = (process.TotalProcessorTime - before).TotalMilliseconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| escalation pass, {what} | {due} | {(due == 0 ? "–" : (due / watch.Elapsed.TotalSeconds).ToString("0", CultureInfo.InvariantCulture))} | {(due == 0 ? "–" : (cpu / due).ToString("0.00", CultureInfo.InvariantCulture))} |"));
}

async Task<int> CountDueAsync(TimeSpan ahead)
{
    var due = 0;
    await InScopeAsync(async scope =>
    {
        var until = clock.GetUtcNow() + ahead;
        due = await scope.GetRequiredService<ComplaintsDb>().AllComplaints.CountAsync(complaint => complaint.NextAt <= until);
    });
    return due;
}

async Task MeasureAsync(string what, int times, int connections, Func<IServiceProvider, Task> act)
{
    var (process, watch, next) = (Process.GetCurrentProcess(), Stopwatch.StartNew(), 0);
    var before = process.TotalProcessorTime;
    await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
    {
        while (Interlocked.Increment(ref next) <= times) await InScopeAsync(act);
    })));
    process.Refresh();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times} | {times / watch.Elapsed.TotalSeconds:0} | {(process.TotalProcessorTime - before).TotalMilliseconds / times:0.00} |"));
}

async Task InScopeAsync(Func<IServiceProvider, Task> act)
{
    await using var scope = app.Services.CreateAsyncScope();
    await act(scope.ServiceProvider);
}
