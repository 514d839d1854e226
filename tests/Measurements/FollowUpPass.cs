#:package Microsoft.Extensions.TimeProvider.Testing
#:project ../../services/Engagement/Engagement.Api/Engagement.Api.csproj
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:property GenerateDocumentationFile=false
#:property EnforceCodeStyleInBuild=false
#:property Configuration=Release

// What a pass of the follow-up cycle costs over many customers (E6), on SQLite in a folder of its own.
// dotnet run -c Release tests/Measurements/FollowUpPass.cs -- [customers, 1000000 when left out]

using System.Diagnostics;
using System.Globalization;
using CrmPlatform.Engagement;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Features.Cadences;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

var count = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
var folder = Directory.CreateTempSubdirectory("crm-follow-up-").FullName;
var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 2, 0, 0, TimeSpan.Zero));
await using var app = EngagementHost.Build(
    [$"--Database:Directory={folder}", $"--Files:Directory={folder}", $"--DataProtection:Directory={folder}", "--Auth:Issuer=http://127.0.0.1:1", "--ServiceCredentials:ClientSecret=none",
     "--Engagement:RoundInterval=00:00:00", "--Logging:LogLevel:Default=Error", "--urls=http://127.0.0.1:0"],
    builder => builder.Services.AddSingleton<TimeProvider>(clock));
await PersistenceSetup.MigrateAsync(app.Services);
await using (var scope = app.Services.CreateAsyncScope())
{
    var db = scope.ServiceProvider.GetRequiredService<EngagementDb>();
    var now = clock.GetUtcNow().UtcTicks;
    // Spoken to between one and thirty days ago, a third of each class: on every day some are due.
    var sql = string.Create(CultureInfo.InvariantCulture, $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
        INSERT INTO Customers (Id, Version, SourceVersion, Name, OwnerId, Team, Language, Class, Stage, IsActive, RelationshipEnded, Phase, Since, Round, RoundBegan, Cycle, Cell)
        SELECT randomblob(16), 1, 1, 'Customer ' || i, 'owner' || (i % 500), 'team' || (i % 20), 'zh-Hans', substr('ABC', i % 3 + 1, 1), 'Stranger', 1, 0, 'PreSale',
               {now} - (i % {Spread("i")}) * 864000000000, 1, {now} - (i % {Spread("i")}) * 864000000000, 1, (i % 3) * 15 FROM n
        """);
    await db.Database.ExecuteSqlRawAsync(sql);
}
// A 7, B 14, C 30 days: nobody is due at first.
static string Spread(string i) => $"(CASE {i} % 3 WHEN 0 THEN 7 WHEN 1 THEN 14 ELSE 30 END)";

var engine = app.Services.GetRequiredService<FollowUpEngine>();
Console.WriteLine($"{count:N0} customers, {Environment.ProcessorCount} cores, .NET {Environment.Version}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
Console.WriteLine("| pass | opened | escalated | wall s | CPU s | CPU ms per task |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
await PassAsync("first look, nobody due");
await PassAsync("second look, nobody due");
clock.Advance(TimeSpan.FromDays(1));
await PassAsync("a day later");
await PassAsync("again at once");
Directory.Delete(folder, recursive: true);

async Task PassAsync(string what)
{
    var (process, watch) = (Process.GetCurrentProcess(), Stopwatch.StartNew());
    var before = process.TotalProcessorTime;
    var pass = await engine.PassAsync(CancellationToken.None);
    process.Refresh();
    var (cpu, done) = ((process.TotalProcessorTime - before).TotalSeconds, pass.Opened + pass.Escalated);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {pass.Opened} | {pass.Escalated} | {watch.Elapsed.TotalSeconds:0.00} | {cpu:0.00} | {(done == 0 ? "–" : (cpu * 1000 / done).ToString("0.00", CultureInfo.InvariantCulture))} |"));
}
