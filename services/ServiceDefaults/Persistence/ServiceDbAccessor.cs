namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>The scope's database under its common name, for the plumbing; whose tables it also has is not its business.</summary>
public sealed class ServiceDbAccessor(Func<ServiceDb> db)
{
    public ServiceDb Db => db();
}
