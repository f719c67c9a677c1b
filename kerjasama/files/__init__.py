"""Where stored files lie: a folder of this machine, or a bucket of S3 that several machines share.
Both are storages of Django (`STORAGES["files"]`); agreements.documents.store names what lies there.
"""
