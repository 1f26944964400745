import { join } from 'node:path'

export const BASE_DN = 'dc=demo,dc=example'
export const BIND_DN = `cn=gatewarden,ou=services,${BASE_DN}`
export const BIND_PASSWORD = 'service-account-of-the-test'
export const DECOY_DN = `cn=decoy,ou=services,${BASE_DN}`
export const ROOT_DN = `cn=root,${BASE_DN}`
export const ROOT_PASSWORD = 'root-of-the-test'
/** The entry of the user database in cn=config; ROOT_DN may change it. */
export const DATABASE_DN = 'olcDatabase={1}mdb,cn=config'

type Paths = { folder: string; modules: string; caFile: string; certificateFile: string; keyFile: string }

/** cn=config of a server as somebody would run it for us: our schema, argon2, dynlist, TLS, and an account that reads. */
export const configLdif = ({ folder, modules, caFile, certificateFile, keyFile }: Paths) => `dn: cn=config
objectClass: olcGlobal
cn: config
olcTLSCACertificateFile: ${caFile}
olcTLSCertificateFile: ${certificateFile}
olcTLSCertificateKeyFile: ${keyFile}

dn: cn=module{0},cn=config
objectClass: olcModuleList
cn: module{0}
olcModulePath: ${modules}
olcModuleLoad: back_mdb
olcModuleLoad: argon2
olcModuleLoad: dynlist

dn: cn=schema,cn=config
objectClass: olcSchemaConfig
cn: schema

include: file:///etc/ldap/schema/core.ldif
include: file:///etc/ldap/schema/cosine.ldif
include: file:///etc/ldap/schema/inetorgperson.ldif
include: file:///etc/ldap/schema/dyngroup.ldif
include: file://${join(import.meta.dirname, '../gatewarden.schema.ldif')}

dn: olcDatabase={0}config,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {0}config
olcRootDN: ${ROOT_DN}

dn: ${DATABASE_DN}
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: {1}mdb
olcSuffix: ${BASE_DN}
olcRootDN: ${ROOT_DN}
olcRootPW: ${ROOT_PASSWORD}
olcDbDirectory: ${join(folder, 'data')}
olcDbNoSync: TRUE
olcDbIndex: objectClass,uid,member eq
olcAccess: to attrs=userPassword by anonymous auth by * none
olcAccess: to * by dn.exact="${BIND_DN}" read by * none

dn: olcOverlay={0}dynlist,${DATABASE_DN}
objectClass: olcOverlayConfig
objectClass: olcDynListConfig
olcOverlay: {0}dynlist
olcDynListAttrSet: groupOfURLs memberURL member+memberOf@groupOfNames
`

/** The account that searches, and the entry whose password nobody has: it makes a failing bind cost a real hash. */
export const servicesLdif = () => `dn: ou=services,${BASE_DN}
objectClass: organizationalUnit
ou: services

dn: ${BIND_DN}
objectClass: applicationProcess
objectClass: simpleSecurityObject
cn: gatewarden
userPassword: ${BIND_PASSWORD}

dn: ${DECOY_DN}
objectClass: applicationProcess
objectClass: simpleSecurityObject
cn: decoy
userPassword: {ARGON2}$argon2id$v=19$m=19456,t=2,p=1$ExP015HYOdxP47tA0h/i7w$qPJFhJBD/cezKnq8Af6YXwsKuy+1YItyAx7I8mZlFyI
`
