using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.Notifications.Live;

/// <summary>X5: how the live stream behaves.</summary>
public sealed class StreamOptions
{
    public const string Section = "Stream";

    /// <summary>A comment is sent so often, so that proxies keep the connection and both ends notice a dead one.</summary>
    [LongerThanNothing]
    public TimeSpan HeartBeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Lines that may wait for a client; one that falls further behind is dropped and may resume.</summary>
    [Range(8, 10_000)]
    public int Waiting { get; set; } = 256;

    /// <summary>How long one write may take.</summary>
    [LongerThanNothing]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Streams one caller may have open.</summary>
    [Range(1, 10_000)]
    public int PerCaller { get; set; } = 20;

    /// <summary>Streams this process carries.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 5000;

    /// <summary>How long a client may have been away and still resume without a reset.</summary>
    public TimeSpan Keep { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Lines replayed at most; who has missed more is told to read everything anew.</summary>
    [Range(1, 100_000)]
    public int ReplayAtMost { get; set; } = 1000;
}
