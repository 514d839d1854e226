namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>S5: the two clocks of a complaint.</summary>
public enum ClockKind
{
    FirstResponse,
    Resolution,
}
