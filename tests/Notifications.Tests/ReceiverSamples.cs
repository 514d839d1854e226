using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using CrmPlatform.Notifications.Tests.Samples;
using CrmPlatform.Testing;

namespace CrmPlatform.Notifications.Tests;

/// <summary>
/// X4: the samples for receivers, taken out of the README and run on what this service really sent: taken when it is ours, under either
/// secret of a rotation; refused when body, time, signature or secret is another.
/// </summary>
public sealed class ReceiverSamples(NotificationsFixture fixture) : IClassFixture<NotificationsFixture>
{
    /// <summary>One question to a sample: is this ours?</summary>
    private sealed record Question(string Secret, string Id, string Timestamp, string Signature, string Body);

    [Fact]
    public async Task The_sample_in_CSharp_tells_ours_from_others()
    {
        Assert.Contains(ReadmeSamples.Of("csharp").Trim(), ReadmeSamples.SourceOfCSharp());
        var questions = await QuestionsAsync();
        Assert.Equal(Expected, questions.Select(q => WebhookVerification.Verify(q.Secret, q.Id, q.Timestamp, q.Signature, q.Body, DateTimeOffset.UtcNow)));
    }

    [Fact]
    public Task The_sample_in_JavaScript_tells_ours_from_others() => RunAsync("node", "javascript", "sample.mjs", """

        import { readFileSync } from 'node:fs';
        const questions = JSON.parse(readFileSync(0, 'utf8'));
        console.log(JSON.stringify(questions.map(q => verify(q.Secret, { 'webhook-id': q.Id, 'webhook-timestamp': q.Timestamp, 'webhook-signature': q.Signature }, q.Body))));
        """);

    [Fact]
    public Task The_sample_in_Python_tells_ours_from_others() => RunAsync("python3", "python", "sample.py", """

        import json, sys
        questions = json.loads(sys.stdin.buffer.read().decode())
        print(json.dumps([verify(q["Secret"], {"webhook-id": q["Id"], "webhook-timestamp": q["Timestamp"], "webhook-signature": q["Signature"]}, q["Body"]) for q in questions]))
        """);

    private static readonly bool[] Expected = [true, true, true, false, false, false, false, false, false];

    private async Task<List<Question>> QuestionsAsync()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await fixture.SubscribeAsync(receiver);
        var old = (string)webhook["secret"]!;
        fixture.Neighbours.Publish(NotificationsFixture.Customer());
        var first = (await NotificationsFixture.GotAsync(receiver, 1))[0];
        var rotated = (await fixture.Admin.ActAsync($"{webhook.Location}/secret", new { overlapHours = 1 }, webhook.ETag)).Expect(HttpStatusCode.OK);
        fixture.Neighbours.Publish(NotificationsFixture.Customer());
        var second = (await NotificationsFixture.GotAsync(receiver, 2))[1];

        var ours = Ask(old, first);
        var late = (long.Parse(first.Timestamp, CultureInfo.InvariantCulture) - 3600).ToString(CultureInfo.InvariantCulture);
        return
        [
            ours, Ask((string)rotated["secret"]!, second), Ask(old, second),
            ours with { Body = first.Body.Replace("Li Wei", "Li Wai", StringComparison.Ordinal) },
            ours with { Timestamp = late },
            ours with { Timestamp = "yesterday" },
            ours with { Id = Guid.NewGuid().ToString() },
            ours with { Signature = "v1,not/base64 v2,xyz v1" },
            ours with { Secret = (string)rotated["secret"]! },
        ];
    }

    private static Question Ask(string secret, Call call) => new(secret, call.Id, call.Timestamp, call.Signature, call.Body);

    private async Task RunAsync(string program, string language, string file, string driver)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, file);
        await File.WriteAllTextAsync(path, ReadmeSamples.Of(language) + driver, TestContext.Current.CancellationToken);
        var questions = await QuestionsAsync();
        using var process = StartOrSkip(program, path);
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(questions));
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complained = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, complained);
        Assert.Equal(Expected, JsonSerializer.Deserialize<bool[]>(said));
    }

    private static Process StartOrSkip(string program, string path)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, [path]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"There is no {program} on the path of this machine.");
            throw;
        }
    }
}
