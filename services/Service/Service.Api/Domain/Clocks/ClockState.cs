namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>What a clock is doing after its last event.</summary>
public enum ClockState
{
    Running,
    Paused,
    Stopped,
}
