using CrmPlatform.Identity.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]
