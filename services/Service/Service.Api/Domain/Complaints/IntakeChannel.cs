namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S1: where a complaint reached us.</summary>
public enum IntakeChannel
{
    Hotline,
    Chat,
    Email,
    WebForm,
    StoreBox,
    Reception,
    Social,
}
