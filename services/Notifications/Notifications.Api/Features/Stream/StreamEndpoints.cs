using System.Globalization;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Notifications.Domain.Live;
using CrmPlatform.Notifications.Live;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Features.Stream;

/// <summary>Whose things a stream tells of.</summary>
public enum StreamScope
{
    [Names("my own", "本人", "本人")] Own,
    [Names("my team's", "本团队", "本團隊")] Team,
    [Names("everybody's", "全部", "全部")] All,
}

/// <summary>X5: live updates as server-sent events.</summary>
internal static class StreamEndpoints
{
    private static readonly IReadOnlyDictionary<LiveTopic, string> RightFor = new Dictionary<LiveTopic, string>
    {
        [LiveTopic.Tasks] = Permissions.TasksRead,
        [LiveTopic.Complaints] = Permissions.ComplaintsRead,
        [LiveTopic.Dashboards] = Permissions.InsightsRead,
    };

    public static void MapStream(this IEndpointRouteBuilder api) => api.MapGet("/stream", Handle).RequirePermission(Permissions.StreamRead)
        .WithName("stream").WithTags("Live updates")
        .WithSummary("My tasks, my complaints and dashboards as they change (server-sent events; Last-Event-ID resumes).");

    private static Results<LiveStream, Denied, Busy> Handle(
        HttpContext http, CallerAccessor accessor, LiveHub hub, IOptions<StreamOptions> options,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null, Coded<LiveTopic>[]? topic = null, Coded<StreamScope>? scope = null)
    {
        var wanted = (topic is { Length: > 0 } ? topic.Select(coded => coded.Value) : Enum.GetValues<LiveTopic>()).Distinct();
        var breadth = scope?.Value ?? StreamScope.Own;
        var reach = new Dictionary<LiveTopic, RowScope>();
        foreach (var one in wanted)
        {
            // X1: the stream reaches no further than the right to read the things themselves.
            var right = Narrower(accessor.ReachOf(Permissions.StreamRead), accessor.ReachOf(RightFor[one]));
            if (right == RowScope.None && topic is not { Length: > 0 }) continue;
            if (right < Of(breadth)) return new Denied("stream.beyond-reach", $"Your rights to {EnumCode.Of(one)} do not reach as far as '{EnumCode.Of(breadth)}'.");
            reach[one] = Of(breadth);
        }
        var caller = accessor.Caller;
        var connection = new LiveConnection(caller.Subject, caller.Team, reach, options.Value.Waiting);
        if (!hub.TryEnter(connection))
        {
            connection.Dispose();
            return new Busy("stream.too-many", "There are too many streams open already; close one or come again later.");
        }
        return new LiveStream(connection, PlaceOf(lastEventId), EndOf(http));
    }

    // Whoever names a place that is none of ours has been elsewhere, and is told to read everything anew as after too long an absence.
    private static long? PlaceOf(string? lastEventId) => string.IsNullOrEmpty(lastEventId) ? null
        : long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : long.MaxValue;

    private static RowScope Of(StreamScope scope) => scope switch
    {
        StreamScope.All => RowScope.All,
        StreamScope.Team => RowScope.Team,
        _ => RowScope.Own,
    };

    private static RowScope Narrower(RowScope left, RowScope right) => left < right ? left : right;

    private static DateTimeOffset? EndOf(HttpContext http) =>
        long.TryParse(http.User.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
