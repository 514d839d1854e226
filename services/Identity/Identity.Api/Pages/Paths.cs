namespace CrmPlatform.Identity.Pages;

/// <summary>Where the pages and the endpoints of the protocol are; the gateway leads everything under <c>/connect</c> here.</summary>
internal static class Paths
{
    public const string SignIn = "/connect/sign-in";
    public const string SecondFactor = "/connect/second-factor";
    public const string SetUpSecondFactor = "/connect/second-factor/setup";
    public const string Password = "/connect/password";
    public const string Account = "/connect/account";
    public const string SignedOut = "/connect/signed-out";
    public const string Style = "/connect/style.css";

    public const string Authorize = "/connect/authorize";
    public const string Token = "/connect/token";
    public const string Introspect = "/connect/introspect";
    public const string Revoke = "/connect/revoke";
    public const string UserInfo = "/connect/userinfo";
    public const string SignOut = "/connect/logout";
}
